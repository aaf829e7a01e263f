import { testRules } from './rule-case';
import { SHAPE_CASES } from './shape.cases';
import { SHAPE_RULES } from '../../src/rules/shape';

testRules(SHAPE_RULES, SHAPE_CASES);
