import { MFA_CASES } from './mfa.cases';
import { testRules } from './rule-case';
import { MFA_RULES } from '../../src/rules/mfa';

testRules(MFA_RULES, MFA_CASES);
