import { CfnResource, Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { AuthResource } from '../rules/model';

const attachments = new WeakMap<IConstruct, PoolAttachments>();

/**
 * What is attached to the user pools of a stage: one walk per synthesis, whatever the number of those who ask.
 */
export class PoolAttachments {
  /** Those of the stage that a construct is in. */
  static around(construct: IConstruct): PoolAttachments {
    const stage = Stage.of(construct) ?? construct.node.root;
    let found = attachments.get(stage);
    if (found === undefined) {
      found = new PoolAttachments(stage);
      attachments.set(stage, found);
    }
    return found;
  }

  private byPool?: Map<IConstruct, CfnResource[]>;

  private constructor(private readonly stage: IConstruct) {
    // validations run parents first, so the stage's own comes before all others: each synthesis looks anew.
    stage.node.addValidation({
      validate: () => {
        this.byPool = undefined;
        return [];
      },
    });
  }

  /** In order of definition. */
  of(pool: CfnResource): readonly CfnResource[] {
    this.byPool ??= this.look();
    return this.byPool.get(pool) ?? [];
  }

  private look(): Map<IConstruct, CfnResource[]> {
    const byPool = new Map<IConstruct, CfnResource[]>();
    for (const cfn of this.stage.node.findAll().filter(CfnResource.isCfnResource).filter(isCognito)) {
      const resource = new AuthResource(cfn);
      const [pool] = resource.referents(resource.value('UserPoolId'));
      if (pool !== undefined) {
        byPool.set(pool, [...byPool.get(pool) ?? [], cfn]);
      }
    }
    return byPool;
  }
}

function isCognito(cfn: CfnResource): boolean {
  return cfn.cfnResourceType.startsWith('AWS::Cognito::');
}
