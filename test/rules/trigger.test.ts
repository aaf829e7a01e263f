import { testRules } from './rule-case';
import { TRIGGER_CASES } from './trigger.cases';
import { TRIGGER_RULES } from '../../src/rules/trigger';

testRules(TRIGGER_RULES, TRIGGER_CASES);
