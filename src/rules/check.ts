import { Annotations, CfnOutput, CfnResource, Stage, type CfnElement, type Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Acknowledgements } from './acknowledgements';
import { AuthResource, IdentityPoolResource, POOL_NAMED_IN, READABLE_IN, SECRET, UserPoolAttachment, UserPoolResource } from './model';
import { ruleUrl, type Rule } from './rule';
import { ATTACHMENT_RULES, IDENTITY_POOL_RULES, USER_POOL_RULES } from './table';

const checks = new WeakMap<IConstruct, StageCheck>();

/**
 * Puts whatever a construct holds, and whatever is attached to a user pool that it holds, under the rules.
 */
export function checkRules(owner: IConstruct): void {
  // `Stage.of` answers with the parent of a stage: a stage that is checked itself answers for itself.
  const stage = Stage.isStage(owner) ? owner : Stage.of(owner) ?? owner.node.root;
  let check = checks.get(stage);
  if (check === undefined) {
    check = new StageCheck(stage);
    checks.set(stage, check);
  }
  check.add(owner);
}

/**
 * One walk over a stage per synthesis, whatever the number of owners; each owner then reports its own findings.
 */
class StageCheck {
  private readonly owners = new Set<IConstruct>();
  private findings?: Map<IConstruct, string[]>;

  constructor(private readonly stage: IConstruct) {
    // validations run parents first, so the stage's own comes before its owners': each synthesis looks anew.
    stage.node.addValidation({
      validate: () => {
        this.findings = undefined;
        return [];
      },
    });
  }

  add(owner: IConstruct): void {
    if (this.owners.has(owner)) {
      return;
    }
    this.owners.add(owner);
    owner.node.addValidation({
      validate: () => {
        this.findings ??= this.look();
        return this.findings.get(owner) ?? [];
      },
    });
  }

  private look(): Map<IConstruct, string[]> {
    const acknowledgements = Acknowledgements.forLook(this.stage);
    const seen = new Seen();
    this.walk(this.stage, undefined, seen, acknowledgements);
    seen.link();

    // what is wrong with acknowledgements is the stage's business: whoever comes first tells it.
    const findings = new Map<IConstruct, string[]>([...this.owners].slice(0, 1).map((owner) => [owner, acknowledgements.problems()]));
    for (const [resource, owner] of seen.owned()) {
      for (const text of judge(resource, acknowledgements)) {
        findings.set(owner, [...(findings.get(owner) ?? []), text]);
      }
    }
    return findings;
  }

  private walk(at: IConstruct, inherited: IConstruct | undefined, seen: Seen, acknowledgements: Acknowledgements): void {
    acknowledgements.read(at);
    const owner = this.owners.has(at) ? at : inherited;
    if (CfnResource.isCfnResource(at)) {
      seen.add(at, owner);
    } else if (at instanceof CfnOutput) {
      seen.expose(at);
    }
    for (const child of at.node.children) {
      // a stage answers for itself, unless somebody above it asked for all that it holds.
      if (!Stage.isStage(child) || owner !== undefined) {
        this.walk(child, owner, seen, acknowledgements);
      }
    }
  }
}

/** The Cognito resources of a stage, and who answers for each. */
class Seen {
  private readonly pools = new Map<IConstruct, UserPoolResource>();
  private readonly identityPools = new Map<IConstruct, IdentityPoolResource>();
  private readonly attachments: UserPoolAttachment[] = [];
  private readonly roleAttachments: AuthResource[] = [];
  private readonly principalTags: AuthResource[] = [];
  private readonly secrets: AuthResource[] = [];
  private readonly owners = new Map<AuthResource, IConstruct | undefined>();
  private readonly exposed = new Map<Stack, readonly CfnElement[]>();

  /** What people may read of a stack who may not read secrets. */
  expose(element: CfnElement): void {
    this.exposed.set(element.stack, [...this.exposed.get(element.stack) ?? [], element]);
  }

  add(cfn: CfnResource, owner: IConstruct | undefined): void {
    if (READABLE_IN.has(cfn.cfnResourceType)) {
      this.expose(cfn);
    }
    const resource = this.resource(cfn);
    if (resource !== undefined) {
      this.owners.set(resource, owner);
    }
  }

  link(): void {
    for (const attachment of this.attachments) {
      attachment.exposed = this.exposed.get(attachment.stack) ?? [];
      attachment.secrets = this.secrets;
      // an authoriser or a listener may name several.
      for (const pool of named(attachment, attachment.value(POOL_NAMED_IN.get(attachment.type) ?? 'UserPoolId'), this.pools)) {
        attachment.pool ??= pool;
        pool.attachments.push(attachment);
        this.owners.set(attachment, this.owners.get(attachment) ?? this.owners.get(pool));
      }
    }
    for (const attachment of this.roleAttachments) {
      named(attachment, attachment.value('IdentityPoolId'), this.identityPools).forEach((pool) => pool.roleAttachments.push(attachment));
    }
    for (const tags of this.principalTags) {
      named(tags, tags.value('IdentityPoolId'), this.identityPools).forEach((pool) => pool.principalTags.push(tags));
    }
    const strangers = this.attachments.filter(({ pool, type }) => pool === undefined && type === 'AWS::Cognito::UserPoolClient');
    for (const pool of this.identityPools.values()) {
      pool.strangers.push(...named(pool, strangers.length > 0 ? pool.value('CognitoIdentityProviders') : undefined, new Map(strangers.map((client) => [client.cfn, client]))));
      const userPools = named(pool, pool.objects('CognitoIdentityProviders').map((provider) => provider.ProviderName), this.pools);
      pool.userPools.push(...userPools);
      // whoever answers for the people answers for the credentials that they get.
      this.owners.set(pool, this.owners.get(pool) ?? userPools.map((userPool) => this.owners.get(userPool)).find((owner) => owner !== undefined));
    }
  }

  owned(): [AuthResource, IConstruct][] {
    return [...this.owners].filter((entry): entry is [AuthResource, IConstruct] => entry[1] !== undefined);
  }

  private resource(cfn: CfnResource): AuthResource | undefined {
    switch (cfn.cfnResourceType) {
      case 'AWS::Cognito::UserPool':
        return remember(this.pools, cfn, new UserPoolResource(cfn));
      case 'AWS::Cognito::IdentityPool':
        return remember(this.identityPools, cfn, new IdentityPoolResource(cfn));
      case SECRET:
        this.secrets.push(new AuthResource(cfn));
        return undefined; // nobody here answers for it.
      case 'AWS::Cognito::IdentityPoolRoleAttachment':
        return push(this.roleAttachments, new AuthResource(cfn));
      case 'AWS::Cognito::IdentityPoolPrincipalTag':
        return push(this.principalTags, new AuthResource(cfn));
      default:
        return cfn.cfnResourceType.startsWith('AWS::Cognito::') || POOL_NAMED_IN.has(cfn.cfnResourceType) ? push(this.attachments, new UserPoolAttachment(cfn)) : undefined;
    }
  }
}

/** Those of the pools that a value of a resource names, each once. */
function named<P>(resource: AuthResource, value: unknown, pools: ReadonlyMap<IConstruct, P>): P[] {
  const found = resource.referents(value).map((construct) => pools.get(construct)).filter((pool) => pool !== undefined);
  return [...new Set(found)];
}

function remember<T>(map: Map<IConstruct, T>, key: IConstruct, value: T): T {
  map.set(key, value);
  return value;
}

function push<T>(list: { push(item: T): unknown }, item: T): T {
  list.push(item);
  return item;
}

/** All findings on one resource: warnings become annotations, errors are returned. */
function judge(resource: AuthResource, acknowledgements: Acknowledgements): string[] {
  if (resource instanceof UserPoolResource) {
    return apply(USER_POOL_RULES, resource, acknowledgements);
  }
  if (resource instanceof IdentityPoolResource) {
    return apply(IDENTITY_POOL_RULES, resource, acknowledgements);
  }
  return resource instanceof UserPoolAttachment ? apply(ATTACHMENT_RULES[resource.type] ?? [], resource, acknowledgements) : [];
}

function apply<R extends AuthResource>(rules: readonly Rule<R>[], resource: R, acknowledgements: Acknowledgements): string[] {
  const errors: string[] = [];
  for (const rule of rules) {
    const found = rule.check(resource);
    if (found === undefined || acknowledgements.isAccepted(rule, resource.cfn)) {
      continue;
    }
    const text = `${found}; ${rule.remedy} (rule ${rule.id}, ${ruleUrl(rule.id)}${acknowledgements.hint(rule, resource.cfn)})`;
    if (rule.severity === 'warning') {
      // CDK prints the path with it.
      Annotations.of(resource.cfn).addWarningV2(`cdk-cognito-auth:${rule.id}`, text);
    } else {
      errors.push(`${resource.path}: ${text}`);
    }
  }
  return errors;
}
