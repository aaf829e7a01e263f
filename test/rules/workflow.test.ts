import { testRules } from './rule-case';
import { WORKFLOW_CASES } from './workflow.cases';
import { WORKFLOW_RULES } from '../../src/rules/workflow';

testRules(WORKFLOW_RULES, WORKFLOW_CASES);
