import type { CfnUserPoolProps } from 'aws-cdk-lib/aws-cognito';
import { pool, TOKEN } from './resources';
import { ruleCase, type RuleCases } from './rule-case';

/** A pool with a configuration that the L1 doesn't know yet. */
const registration = (): { define: Parameters<typeof ruleCase<unknown>>[0]['define'] } => ({
  define: (stack, configuration) => pool(stack, {} as CfnUserPoolProps).addPropertyOverride('DcrConfiguration', configuration),
});

export const REGISTRATION_CASES: RuleCases = {
  openRegistration: ruleCase<unknown>({
    ...registration(),
    trips: [
      [{ OpenDcrEnabled: true }, 'OpenDcrEnabled of DcrConfiguration is true'],
      [{ OpenDcrEnabled: 'true', EnableStatus: 'Enabled', OpenDcrGrantTypes: ['code'] }, 'OpenDcrEnabled of DcrConfiguration is true'],
    ],
    passes: [
      { EnableStatus: 'Enabled', AuthenticatedGrantTypes: ['code', 'client_credentials'] },
      { OpenDcrEnabled: true, EnableStatus: 'Disabled' },
      { OpenDcrEnabled: true, OpenDcrGrantTypes: [] },
      { OpenDcrEnabled: false },
    ],
    tokens: [{ OpenDcrEnabled: TOKEN.any }, TOKEN.any],
  }),

  openMachineRegistration: ruleCase<unknown>({
    ...registration(),
    trips: [[{ OpenDcrEnabled: true, OpenDcrGrantTypes: ['code', 'client_credentials'] }, 'OpenDcrEnabled of DcrConfiguration is true and OpenDcrGrantTypes holds "client_credentials"']],
    passes: [
      { OpenDcrEnabled: false, OpenDcrGrantTypes: ['client_credentials'] },
      { OpenDcrEnabled: true, EnableStatus: 'Disabled', OpenDcrGrantTypes: ['client_credentials'] },
    ],
    tokens: [{ OpenDcrEnabled: TOKEN.any, OpenDcrGrantTypes: ['client_credentials'] }],
  }),
};
