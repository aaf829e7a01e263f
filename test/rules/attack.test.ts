import { ATTACK_CASES } from './attack.cases';
import { testRules } from './rule-case';
import { ATTACK_RULES } from '../../src/rules/attack';

testRules(ATTACK_RULES, ATTACK_CASES);
