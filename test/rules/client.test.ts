import { CLIENT_CASES } from './client.cases';
import { testRules } from './rule-case';
import { CLIENT_RULES } from '../../src/rules/client';

testRules(CLIENT_RULES, CLIENT_CASES);
