import * as ses from 'aws-cdk-lib/aws-ses';
import { AuthenticatedUserPool, ThreatNotification, ThreatProtection } from '../../src';
import { testStack } from '../support';

const ARN = 'arn:aws:ses:eu-west-1:111111111111:identity/example.com';
const MAIL = { subject: 'Was it you?', textBody: 'Somebody signed in.', htmlBody: '<p>Somebody signed in.</p>' };

function identity(arn = ARN): ses.IEmailIdentity {
  return ses.EmailIdentity.fromEmailIdentityArn(testStack(), 'Identity', arn);
}

test('SES sends Cognito\'s own texts from the domain', () => {
  expect(ThreatNotification.ses(identity())._bind('eu-central-1')).toEqual({ sourceArn: ARN, from: 'no-reply@example.com' });
});

test('every option overridden', () => {
  const notification = ThreatNotification.ses(identity(), {
    fromAddress: 'security@example.com', replyTo: 'help@example.com', blocked: MAIL, mfa: { ...MAIL, subject: 'mfa' }, allowed: { ...MAIL, subject: 'allowed' },
  });
  expect(notification._bind('eu-central-1')).toEqual({
    sourceArn: ARN,
    from: 'security@example.com',
    replyTo: 'help@example.com',
    blockEmail: MAIL,
    mfaEmail: { ...MAIL, subject: 'mfa' },
    noActionEmail: { ...MAIL, subject: 'allowed' },
  });
});

test('fails when the sender isn\'t under the identity', () => {
  expect(() => ThreatNotification.ses(identity(), { fromAddress: 'security@example.org' })).toThrow('"fromAddress" must be under the identity "example.com"');
});

test('fails when the identity is where the pool can\'t send from', () => {
  const notification = ThreatNotification.ses(identity(ARN.replace('eu-west-1', 'ap-south-1')));
  const stack = testStack({ env: { region: 'eu-central-1' } });
  expect(() => new AuthenticatedUserPool(stack, 'Auth', { threatProtection: ThreatProtection.enforce({ notification }) })).toThrow('the SES identity is in ap-south-1');
});
