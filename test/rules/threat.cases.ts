import { CfnUserPoolRiskConfigurationAttachment, type CfnUserPoolProps, type CfnUserPoolRiskConfigurationAttachmentProps } from 'aws-cdk-lib/aws-cognito';
import { Aws, type Stack } from 'aws-cdk-lib/core';
import { pool, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

type Risk = Partial<CfnUserPoolRiskConfigurationAttachmentProps>;
type Takeover = NonNullable<CfnUserPoolRiskConfigurationAttachmentProps['accountTakeoverRiskConfiguration']>;

const MODE_OFF = [{ userPoolAddOns: undefined }, { userPoolAddOns: { advancedSecurityMode: 'OFF' } }, { userPoolAddOns: {} }];
const OPTIONAL: CfnUserPoolProps = { mfaConfiguration: 'OPTIONAL', enabledMfas: ['SOFTWARE_TOKEN_MFA'] };
const REQUIRED: CfnUserPoolProps = { ...OPTIONAL, mfaConfiguration: 'ON' };
const SENDER = 'arn:aws:ses:us-east-1:123456789012:identity/example.org';

/** What each level is answered with, from the lowest on. */
const answers = (...actions: (string | undefined)[]): Takeover => {
  const [lowAction, mediumAction, highAction] = actions.map((eventAction) => eventAction === undefined ? undefined : { eventAction, notify: false });
  return { actions: { lowAction, mediumAction, highAction } };
};

/** A risk configuration in which no rule finds anything, of an enforced pool unless one is given. */
function risk(stack: Stack, it: Risk = {}, props: CfnUserPoolProps = {}): CfnUserPoolRiskConfigurationAttachment {
  const userPoolId = it.userPoolId ?? pool(stack, { userPoolAddOns: { advancedSecurityMode: 'ENFORCED' }, ...props }).ref;
  return new CfnUserPoolRiskConfigurationAttachment(stack, 'Risk', { clientId: 'ALL', ...it, userPoolId });
}

const ranges = (count: number): string[] => Array.from({ length: count }, (_, index) => `10.0.${index}.0/24`);
const blocked = (...blockedIpRangeList: string[]): Risk => ({ riskExceptionConfiguration: { blockedIpRangeList } });

export const THREAT_CASES: RuleCases = {
  threatModeWithoutActions: ruleCase({
    define: (stack, it: CfnUserPoolProps & { risk?: boolean; of?: string }) => {
      const { risk: defined, of, ...props } = it;
      const userPoolId = pool(stack, { userPoolAddOns: { advancedSecurityMode: 'ENFORCED' }, ...props }).ref;
      if (defined) {
        risk(stack, { userPoolId: of ?? userPoolId });
      }
    },
    trips: [
      [{}, 'AdvancedSecurityMode is "ENFORCED" and no UserPoolRiskConfigurationAttachment is defined'],
      [{ risk: true, of: 'us-east-1_another' }, 'AdvancedSecurityMode is "ENFORCED" and no UserPoolRiskConfigurationAttachment is defined'],
    ],
    passes: [{ risk: true }, { userPoolAddOns: { advancedSecurityMode: 'AUDIT' } }, ...MODE_OFF],
    tokens: [{ userPoolAddOns: TOKEN.any }, { userPoolAddOns: { advancedSecurityMode: TOKEN.text } }],
  }),

  threatActionsWithoutMode: ruleCase({
    define: (stack, it: CfnUserPoolProps & { of?: string }) => {
      const { of, ...props } = it;
      risk(stack, { userPoolId: of ?? pool(stack, props).ref });
    },
    trips: [
      [{}, 'AdvancedSecurityMode is not set, and Stack/Risk is defined'],
      [{ userPoolAddOns: {} }, 'AdvancedSecurityMode is not set, and Stack/Risk is defined'],
      [{ userPoolAddOns: { advancedSecurityMode: 'OFF' } }, 'AdvancedSecurityMode is "OFF", and Stack/Risk is defined'],
    ],
    passes: [
      { userPoolAddOns: { advancedSecurityMode: 'AUDIT' } },
      { userPoolAddOns: { advancedSecurityMode: 'ENFORCED' } },
      { of: 'us-east-1_another' },
    ],
    tokens: [{ userPoolAddOns: TOKEN.any }, { userPoolAddOns: { advancedSecurityMode: TOKEN.text } }],
  }),

  threatMfaAction: ruleCase({
    define: (stack, it: { pool?: CfnUserPoolProps; of?: string; takeover: Takeover | typeof TOKEN.any }) => risk(
      stack, { userPoolId: it.of, accountTakeoverRiskConfiguration: it.takeover }, it.pool,
    ),
    trips: [
      [{ takeover: answers('MFA_IF_CONFIGURED') }, 'MfaConfiguration is "OFF" and LowAction is "MFA_IF_CONFIGURED"'],
      [{ takeover: answers('NO_ACTION', 'MFA_REQUIRED', 'BLOCK'), pool: { mfaConfiguration: 'OFF' } }, 'MfaConfiguration is "OFF" and MediumAction is "MFA_REQUIRED"'],
      [
        { takeover: answers(undefined, 'MFA_IF_CONFIGURED', 'MFA_REQUIRED'), pool: REQUIRED },
        'MfaConfiguration is "ON" and MediumAction is "MFA_IF_CONFIGURED", HighAction is "MFA_REQUIRED"',
      ],
    ],
    passes: [
      { takeover: answers('MFA_IF_CONFIGURED', 'MFA_REQUIRED', 'BLOCK'), pool: OPTIONAL },
      { takeover: answers('NO_ACTION', 'BLOCK', 'BLOCK'), pool: REQUIRED },
      { takeover: answers('NO_ACTION', 'BLOCK', 'BLOCK') },
      { takeover: answers('MFA_REQUIRED'), of: 'us-east-1_another' },
    ],
    tokens: [
      { takeover: answers('MFA_REQUIRED'), pool: { ...OPTIONAL, mfaConfiguration: TOKEN.text } },
      { takeover: answers(TOKEN.text) },
      { takeover: TOKEN.any },
      { takeover: { actions: TOKEN.any } },
    ],
  }),

  threatMilderAction: ruleCase({
    define: (stack, takeover: Takeover | typeof TOKEN.any) => risk(stack, { accountTakeoverRiskConfiguration: takeover }, OPTIONAL),
    trips: [
      [answers('MFA_REQUIRED', 'MFA_IF_CONFIGURED', 'BLOCK'), 'MediumAction is "MFA_IF_CONFIGURED", milder than the level below it'],
      [answers('MFA_IF_CONFIGURED', 'NO_ACTION'), 'MediumAction is "NO_ACTION", milder than the level below it'],
      [answers('NO_ACTION', 'BLOCK', 'MFA_REQUIRED'), 'HighAction is "MFA_REQUIRED", milder than the level below it'],
      [answers('BLOCK', undefined, 'NO_ACTION'), 'HighAction is "NO_ACTION", milder than the level below it'],
      [answers('BLOCK', TOKEN.text, 'MFA_REQUIRED'), 'HighAction is "MFA_REQUIRED", milder than the level below it'],
    ],
    passes: [
      answers('NO_ACTION', 'MFA_IF_CONFIGURED', 'MFA_REQUIRED'),
      answers('MFA_IF_CONFIGURED', 'MFA_REQUIRED', 'BLOCK'),
      answers('BLOCK', 'BLOCK', 'BLOCK'),
      answers('BLOCK'),
      answers(),
    ],
    tokens: [answers('BLOCK', TOKEN.text, TOKEN.text), { actions: TOKEN.any }, TOKEN.any],
  }),

  threatNotifyWithoutSender: ruleCase({
    define: (stack, accountTakeoverRiskConfiguration: Takeover | typeof TOKEN.any) => risk(stack, { accountTakeoverRiskConfiguration }),
    trips: [
      [{ actions: { highAction: { eventAction: 'BLOCK', notify: true } } }, 'Notify is true for HighAction and NotifyConfiguration has no SourceArn'],
      [
        {
          actions: { lowAction: { eventAction: 'BLOCK', notify: true }, mediumAction: { eventAction: 'BLOCK', notify: true } },
          notifyConfiguration: { from: 'security@example.org', sourceArn: Aws.NO_VALUE },
        },
        'Notify is true for LowAction, MediumAction and NotifyConfiguration has no SourceArn',
      ],
    ],
    passes: [
      { actions: { highAction: { eventAction: 'BLOCK', notify: true } }, notifyConfiguration: { sourceArn: SENDER } },
      { actions: { highAction: { eventAction: 'BLOCK', notify: false } } },
      { actions: {} },
    ],
    tokens: [
      { actions: { highAction: { eventAction: 'BLOCK', notify: true } }, notifyConfiguration: { sourceArn: TOKEN.text } },
      { actions: { highAction: { eventAction: 'BLOCK', notify: true } }, notifyConfiguration: TOKEN.any },
      { actions: { highAction: { eventAction: 'BLOCK', notify: TOKEN.any } } },
      { actions: TOKEN.any },
      TOKEN.any,
    ],
  }),

  threatRanges: ruleCase({
    define: (stack, it: Risk) => risk(stack, it),
    trips: [
      ...[
        '203.0.113.7', '203.0.113.0/33', '203.0.113.0/', '203.0.113/24', '203.0.113.256/24', '203.0.113.0/24/8', '::/129', '2001:db8::1', '2001:db8/32',
        '2001:db8:::/32', 'fe80::1%eth0/64', 'example.org/24', '/24', '', ' 203.0.113.0/24',
      ].map((range) => [blocked('10.0.0.0/8', range), `BlockedIPRangeList holds ["${range}"]`] as const),
      [
        { riskExceptionConfiguration: { blockedIpRangeList: [...ranges(199), 'office'], skippedIpRangeList: ['home', 'office'] } },
        'BlockedIPRangeList holds ["office"]; SkippedIPRangeList holds ["home","office"]',
      ],
    ],
    passes: [
      { riskExceptionConfiguration: { blockedIpRangeList: ranges(200), skippedIpRangeList: ranges(200) } },
      blocked('0.0.0.0/0', '203.0.113.7/32', '203.0.113.0/9', '::/0', '2001:DB8::/32', '::1/128', '::ffff:203.0.113.7/128'),
      blocked(),
      {},
    ],
    tokens: [
      blocked(...ranges(199), TOKEN.text),
      blocked(`${TOKEN.text}/33`),
      { riskExceptionConfiguration: { skippedIpRangeList: TOKEN.list } },
      { riskExceptionConfiguration: TOKEN.any },
    ],
  }),
  threatExemptsEverybody: ruleCase({
    define: (stack, it: Risk) => risk(stack, it),
    trips: [
      [{ riskExceptionConfiguration: { skippedIpRangeList: ['0.0.0.0/0'] } }, 'SkippedIPRangeList is ["0.0.0.0/0"]'],
      [{ riskExceptionConfiguration: { skippedIpRangeList: ['203.0.113.0/24', '::/0'] } }, 'SkippedIPRangeList is ["203.0.113.0/24","::/0"]'],
      [{ riskExceptionConfiguration: { skippedIpRangeList: ['0.0.0.0/1', '128.0.0.0/1'] } }, 'SkippedIPRangeList is ["0.0.0.0/1","128.0.0.0/1"]'],
    ],
    passes: [{ riskExceptionConfiguration: { skippedIpRangeList: ['203.0.113.0/24', '10.0.0.0/8'] } }, blocked('0.0.0.0/0'), {}],
    tokens: [{ riskExceptionConfiguration: TOKEN.any }, { riskExceptionConfiguration: { skippedIpRangeList: TOKEN.list } }],
  }),
};
