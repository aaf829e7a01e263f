import { LOG_CASES } from './log.cases';
import { testRules } from './rule-case';
import { LOG_RULES } from '../../src/rules/log';

testRules(LOG_RULES, LOG_CASES);
