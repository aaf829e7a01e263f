import { CIRCLE_CASES } from './circle.cases';
import { testRules } from './rule-case';
import { CIRCLE_RULES } from '../../src/rules/circle';

testRules(CIRCLE_RULES, CIRCLE_CASES);
