import type { CfnUserPoolProps } from 'aws-cdk-lib/aws-cognito';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { accept, pool, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

export const DIRECTORY_CASES: RuleCases = {
  poolProtectionBlocksRemoval: ruleCase({
    define: (stack, it: { policy?: RemovalPolicy; protection?: string }) => {
      const cfn = pool(stack, { deletionProtection: it.protection ?? 'ACTIVE' });
      if (it.policy !== undefined) {
        cfn.applyRemovalPolicy(it.policy);
      }
    },
    trips: [[{ policy: RemovalPolicy.DESTROY }, 'DeletionPolicy is "Delete" and DeletionProtection "ACTIVE"']],
    passes: [
      { policy: RemovalPolicy.RETAIN },
      { policy: RemovalPolicy.DESTROY, protection: 'INACTIVE' },
      // whoever says nothing about removal wants the protection to stop it.
      {},
    ],
    tokens: [{ policy: RemovalPolicy.DESTROY, protection: TOKEN.text }],
  }),

  poolAliasAndUsername: ruleCase({
    define: (stack, it: { alias?: string[]; username?: string[] }) => pool(stack, { aliasAttributes: it.alias, usernameAttributes: it.username }),
    trips: [[{ alias: ['email'], username: ['phone_number'] }, 'AliasAttributes is ["email"] beside UsernameAttributes ["phone_number"]']],
    passes: [{ alias: ['email'] }, { username: ['phone_number'] }, { alias: ['email'], username: [] }],
    tokens: [{ alias: TOKEN.list, username: ['email'] }, { alias: ['email'], username: TOKEN.list }],
  }),

  poolCaseSensitive: ruleCase({
    define: (stack, usernameConfiguration: CfnUserPoolProps['usernameConfiguration']) => pool(stack, { usernameConfiguration }),
    trips: [
      [{ caseSensitive: true }, 'UsernameConfiguration.CaseSensitive is true'],
      [undefined, 'UsernameConfiguration.CaseSensitive is not set, which Cognito takes for true'],
    ],
    passes: [{ caseSensitive: false }],
    tokens: [{ caseSensitive: TOKEN.any }, TOKEN.any],
  }),

  poolUpdateBeforeVerification: ruleCase({
    define: (stack, autoVerifiedAttributes: string[] | undefined) => accept(pool(stack, {
      autoVerifiedAttributes,
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ['email'] },
    }), 'updateKeepsNothing', 'smsWithoutSender'),
    trips: [
      [['phone_number'], 'AttributesRequireVerificationBeforeUpdate holds ["email"], AutoVerifiedAttributes only ["phone_number"]'],
      [undefined, 'AttributesRequireVerificationBeforeUpdate holds ["email"], AutoVerifiedAttributes only []'],
    ],
    passes: [['email'], ['phone_number', 'email']],
    tokens: [TOKEN.list, [TOKEN.text]],
  }),

  poolPasswordShort: ruleCase({
    define: (stack, minimumLength: number | undefined) => pool(stack, { policies: { passwordPolicy: { minimumLength } } }),
    trips: [[6, 'MinimumLength is 6'], [7, 'MinimumLength is 7']],
    passes: [8, 12, undefined],
    tokens: [TOKEN.number],
  }),

  recoveryAdminBeside: ruleCase({
    define: (stack, names: unknown[]) => pool(stack, {
      accountRecoverySetting: { recoveryMechanisms: names.map((name, at) => ({ name: name as string, priority: at + 1 })) },
    }),
    trips: [
      [['admin_only', 'verified_email'], 'RecoveryMechanisms holds "admin_only" beside 1 more'],
      [['verified_phone_number', 'admin_only'], 'RecoveryMechanisms holds "admin_only" beside 1 more'],
      [[TOKEN.text, 'admin_only'], 'RecoveryMechanisms holds "admin_only" beside 1 more'],
    ],
    passes: [['admin_only'], ['verified_email', 'verified_phone_number']],
    tokens: [[TOKEN.text, 'verified_email'], [TOKEN.text]],
  }),

  firewallTwice: ruleCase({
    define: (stack, associated: number | string[]) => {
      const { attrArn } = pool(stack);
      const arns = typeof associated === 'number' ? Array<string>(associated).fill(attrArn) : associated;
      arns.forEach((resourceArn, index) => new CfnWebACLAssociation(stack, `Association${index}`, {
        resourceArn,
        webAclArn: 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/acl/1',
      }));
    },
    trips: [
      [2, 'WebACLAssociation is there 2 times: Stack/Association0 and Stack/Association1'],
      [3, 'WebACLAssociation is there 3 times: Stack/Association0 and Stack/Association1 and Stack/Association2'],
    ],
    passes: [0, 1, ['arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_other', 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/1']],
    tokens: [[TOKEN.text, TOKEN.text]],
  }),

  poolInChina: ruleCase({
    env: (region: string | undefined) => ({ region }),
    define: (stack) => pool(stack),
    trips: [['cn-north-1', '"env" of the stack has the Region "cn-north-1"'], ['cn-northwest-1', '"env" of the stack has the Region "cn-northwest-1"']],
    passes: ['ca-central-1', 'eu-central-1'],
    tokens: [undefined],
  }),
};
