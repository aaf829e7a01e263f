import { runSimulation, runUnsafeSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

const ACCOUNT = '111111111111';

/** A policy document as the template has it. */
export interface PolicyDocument {
  readonly Statement: readonly { readonly Condition?: object; readonly Resource?: unknown }[];
}

/** What a request brings along, by condition key. */
export type RequestContext = Record<string, string | string[]>;

/**
 * A policy document with values in the place of references: the identity pool's id, the bucket's ARN.
 */
export function deployed(scope: IConstruct, document: unknown, values: Record<string, string>): PolicyDocument {
  const render = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (Array.isArray(value)) {
      return value.map(render);
    }
    const [[name, argument]] = Object.entries(value);
    if (name === 'Ref' || name === 'Fn::GetAtt') {
      const key = [argument].flat().join('.');
      if (values[key] === undefined) {
        throw new Error(`there is no value for ${key}`);
      }
      return values[key];
    }
    if (name === 'Fn::Join') {
      return (argument[1] as unknown[]).map(render).join(argument[0]);
    }
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, render(part)]));
  };
  return render(Stack.of(scope).resolve(document)) as PolicyDocument;
}

/** Whether AWS STS hands out the role to somebody who comes from an identity pool. */
export async function mayAssume(trust: PolicyDocument, context: RequestContext): Promise<boolean> {
  const response = await runSimulation(simulation({
    principal: 'cognito-identity.amazonaws.com',
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: { resource: `arn:aws:iam::${ACCOUNT}:role/Members`, accountId: ACCOUNT },
    contextVariables: context,
  }, { resourcePolicy: trust }), {});
  if (response.resultType === 'error') {
    throw new Error(response.errors.message);
  }
  return response.overallResult === 'Allowed';
}

/** Whether the role's permissions allow a request. */
export async function mayDo(permissions: PolicyDocument, action: string, resource: string, context: RequestContext): Promise<boolean> {
  const asked = simulation({
    principal: `arn:aws:sts::${ACCOUNT}:assumed-role/Members/CognitoIdentityCredentials`,
    action,
    resource: { resource, accountId: ACCOUNT },
    contextVariables: context,
  }, { identityPolicies: [{ name: 'Permissions', policy: permissions }] });
  // it checks that the action and the resource exist, but drops the identity pool's context keys: AWS's table doesn't list them for S3.
  const checked = await runSimulation(asked, {});
  if (checked.resultType === 'error') {
    throw new Error(checked.errors.message);
  }
  return runUnsafeSimulation(asked, {}) === 'Allowed';
}

function simulation(request: Simulation['request'], policies: Partial<Simulation>): Simulation {
  return { request, identityPolicies: [], serviceControlPolicies: [], resourceControlPolicies: [], ...policies };
}
