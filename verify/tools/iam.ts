import { runSimulation, runUnsafeSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { ACCOUNT } from './iam-deployment';
import type { PolicyDocument } from './iam-policy';

/** What a request brings along, by condition key. */
export type RequestContext = Readonly<Record<string, string | string[]>>;

/** Somebody at AWS STS's door. */
export interface Visitor {
  readonly context: RequestContext;
  /** who vouches for them @default - identity pools of the commercial Regions */
  readonly principal?: string;
  /** how they ask for the role @default 'sts:AssumeRoleWithWebIdentity' */
  readonly action?: string;
  /** whether they bring tags into the session */
  readonly isTagged?: boolean;
}

/** What the simulator knows to exist: it is asked once. */
const known = new Map<string, Promise<void>>();

/** Whether AWS STS hands out the role. A tagged session needs two permissions of it. */
export async function mayAssume(trust: PolicyDocument, visitor: Visitor): Promise<boolean> {
  const { context, principal = 'cognito-identity.amazonaws.com', action = 'sts:AssumeRoleWithWebIdentity', isTagged = false } = visitor;
  const answers = [action, ...isTagged ? ['sts:TagSession'] : []].map(asked => answer(outsideChina(simulation({
    principal,
    action: asked,
    resource: { resource: `arn:aws:iam::${ACCOUNT}:role/Members`, accountId: ACCOUNT },
    contextVariables: { ...context },
  }, { resourcePolicy: trust }))));
  return (await Promise.all(answers)).every(allowed => allowed);
}

/** Whether the role's permissions allow a request. Keys leave it to them, as CDK's do. */
export async function mayDo(permissions: PolicyDocument, action: string, resource: string, context: RequestContext): Promise<boolean> {
  const account = `arn:${resource.split(':')[1]}:iam::${ACCOUNT}:root`;
  return answer(simulation({
    principal: `arn:aws:sts::${ACCOUNT}:assumed-role/Members/CognitoIdentityCredentials`,
    action,
    resource: { resource, accountId: ACCOUNT },
    contextVariables: { ...context },
  }, {
    identityPolicies: [{ name: 'Permissions', policy: permissions }],
    ...action.startsWith('kms:') && {
      resourcePolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: account } }] },
    },
  }));
}

/** The same document, in other words. */
export function reworded(document: PolicyDocument, from: string, to: string): PolicyDocument {
  const text = JSON.stringify(document);
  if (!text.includes(from)) {
    throw new Error(`there is no ${from} in ${text}`);
  }
  return JSON.parse(text.split(from).join(to));
}

/** The simulator doesn't take a name that ends in .cn for a service: here, and in all that is asked, it ends in .com. */
function outsideChina(asked: Simulation): Simulation {
  return JSON.parse(JSON.stringify(asked).replaceAll('.amazonaws.com.cn', '.cn.amazonaws.com'));
}

async function answer(asked: Simulation): Promise<boolean> {
  // the checked run drops keys that AWS's table doesn't list for the action, the identity pool's among them: it only says whether all of this exists.
  const { action, resource } = asked.request;
  const [, , service, , , name] = resource.resource.split(':');
  const questions = [`${action} ${service} ${name.split('/').length}`, JSON.stringify([asked.identityPolicies, asked.resourcePolicy])];
  if (questions.some(question => !known.has(question))) {
    const answered = check(asked);
    questions.forEach(question => known.set(question, known.get(question) ?? answered));
  }
  await Promise.all(questions.map(question => known.get(question)));
  return runUnsafeSimulation(asked.resourcePolicy === undefined ? asked : { ...asked, resourcePolicy: named(asked.resourcePolicy) }, {}) === 'Allowed';
}

/** Unchecked, a policy of a resource must have a name, which only one that passes for checked can have. */
function named(policyDocument: object): object {
  return { __validated: true, policyDocument, metadata: { name: 'Trust' }, errors: [] };
}

async function check(asked: Simulation): Promise<void> {
  const checked = await runSimulation(asked, {});
  if (checked.resultType === 'error') {
    throw new Error(`${asked.request.action} on ${asked.request.resource.resource}: ${JSON.stringify(checked.errors)}`);
  }
}

function simulation(request: Simulation['request'], policies: Partial<Simulation>): Simulation {
  return { request, identityPolicies: [], serviceControlPolicies: [], resourceControlPolicies: [], ...policies };
}
