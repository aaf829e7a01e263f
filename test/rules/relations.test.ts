import { RELATION_CASES } from './relations.cases';
import { testRules } from './rule-case';
import { BALANCER_RULES, CLIENT_RELATION_RULES, POOL_RELATION_RULES, ROLE_RELATION_RULES } from '../../src/rules/relations';

testRules([...POOL_RELATION_RULES, ...CLIENT_RELATION_RULES, ...BALANCER_RULES, ...ROLE_RELATION_RULES], RELATION_CASES);
