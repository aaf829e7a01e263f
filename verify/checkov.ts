/** Identity pools for `npm run checkov`: the CDK writes their templates to CDK_OUTDIR. */
import { IdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import { byId, everything, namedApp, stacks, together, vouched, withoutUserPool } from './tools/iam-scenarios';

const app = namedApp();
const { Everything, ById, Social, Vouched, Reasoned, Guests } = stacks(app, 'Everything', 'ById', 'Social', 'Vouched', 'Reasoned', 'Guests');
everything(together(Everything), { tags: true });
byId(ById);
withoutUserPool(Social);
vouched(Vouched);
// what must be skipped, and what must be found: guests with a reason, and guests for whom nobody gave one.
everything(together(Reasoned), { guests: true });
new IdentityPool(Guests, 'IdentityPool', { allowUnauthenticatedIdentities: true });
app.synth();
