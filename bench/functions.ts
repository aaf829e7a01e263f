import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { compiled } from './measure';

/** What is measured of the functions of workflows, and what `--check` lets pass. */
export interface FunctionFigure {
  readonly title: string;
  /** of the rounds, in the unit that the title names: what else the machine does makes it more, never less */
  readonly least: number;
  readonly limit: number;
}

/** The file that the package brings. */
const FILE = path.join(__dirname, 'node_modules', 'cdk-cognito-auth', 'assets', 'workflows', 'index.js');

/** Every step of token generation, the busiest trigger: it runs at each sign-in and refresh. None of them calls AWS. */
const CONFIGURATION = {
  emailDomains: [
    { policy: 'ALLOW', domains: ['acme.example', 'partner.example'] },
    { provider: 'Okta', policy: 'ALLOW', domains: ['acme.example'] },
  ],
  providerGroups: [{ roles: [] }, { provider: 'Okta', attribute: 'custom:okta_groups', groups: { engineering: 'staff' } }],
  derivedGroups: [
    { roles: [{ group: 'staff', role: 'arn:aws:iam::111111111111:role/acme-staff' }] },
    { group: 'staff', match: { emailDomains: ['acme.example'], providers: ['Okta'] } },
  ],
  tokenClaims: [
    { claim: 'plan', tokens: ['id', 'access'], attribute: 'custom:plan' },
    { claim: 'environment', tokens: ['id', 'machine'], value: 'production' },
    { claim: 'tenant', tokens: ['id'], providers: { Okta: 'acme' } },
    { scopes: { staff: ['orders/read'] } },
    { claim: 'phone_number', tokens: ['id'], suppress: true },
  ],
};

/** Of fresh processes: how long Lambda loads our code when it starts a function, and what a call of it takes. */
export function measureFunctions(rounds: number): FunctionFigure[] {
  const samples = Array.from({ length: rounds }, () => JSON.parse(execFileSync(process.execPath, [compiled('call'), FILE, 'TokenGeneration_Authentication'], {
    encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: undefined, COGNITO_WORKFLOW: JSON.stringify(CONFIGURATION) },
  })) as { readonly import: number; readonly call: number });
  return [
    { title: 'the import of the functions’ code, ms', least: Math.min(...samples.map(sample => sample.import)), limit: 15 },
    { title: 'a call with every step of token generation, µs', least: 1000 * Math.min(...samples.map(({ call }) => call)), limit: 50 },
    { title: 'the functions’ code, kB', least: fs.statSync(FILE).size / 1000, limit: 25 },
  ];
}

/** One line each, as the other verdicts. */
export function functionVerdicts(figures: readonly FunctionFigure[]): string {
  const width = Math.max(...figures.map(({ title }) => title.length));
  return figures.map(({ title, least, limit }) => {
    const [mark, verdict] = least > limit ? ['✘', 'failed'] : ['✔', 'passed'];
    return `  ${mark}  ${title.padEnd(width)}  ≤ ${limit} ${verdict}  ${least.toFixed(1)}`;
  }).join('\n');
}
