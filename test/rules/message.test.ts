import { MESSAGE_CASES } from './message.cases';
import { testRules } from './rule-case';
import { MESSAGE_RULES } from '../../src/rules/message';

testRules(MESSAGE_RULES, MESSAGE_CASES);
