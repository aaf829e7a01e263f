import { testRules } from './rule-case';
import { THREAT_CASES } from './threat.cases';
import { RISK_RULES, THREAT_RULES } from '../../src/rules/threat';

testRules([...THREAT_RULES, ...RISK_RULES], THREAT_CASES);
