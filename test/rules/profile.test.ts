import { PROFILE_CASES } from './profile.cases';
import { testRules } from './rule-case';
import { PROFILE_RULES } from '../../src/rules/profile';

testRules(PROFILE_RULES, PROFILE_CASES);
