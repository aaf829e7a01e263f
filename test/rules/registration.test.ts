import { REGISTRATION_CASES } from './registration.cases';
import { testRules } from './rule-case';
import { REGISTRATION_RULES } from '../../src/rules/registration';

testRules(REGISTRATION_RULES, REGISTRATION_CASES);
