import { CfnOutput, SecretValue, Stack, Validations, type StackProps } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import {
  AuthenticatedUserPool, FederatedIdentityPool, IdentityPoolProvider, MfaPolicy, SignInDomain, SignUp, SocialProvider, SocialProviders,
} from 'cdk-cognito-auth';
import type { Construct } from 'constructs';

/**
 * Sign-in with e-mail, Google or Apple for a single-page app and a website, and files that only their owner can read.
 */
export class QuickStartStack extends Stack {
  public readonly auth: AuthenticatedUserPool;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    // who may sign in, and how: users with a password set up an authenticator app at their first sign-in.
    this.auth = new AuthenticatedUserPool(this, 'Auth', {
      domain: SignInDomain.prefix('acme-login'),
      signUp: SignUp.open(),
      mfa: MfaPolicy.required(),
    });

    const app = this.auth.addSpaClient('App', {
      callbackUrls: ['https://app.example.com/callback'],
      logoutUrls: ['https://app.example.com/'],
    });
    const website = this.auth.addWebClient('Website', {
      callbackUrls: ['https://www.example.com/oauth2/callback'],
      logoutUrls: ['https://www.example.com/'],
    });

    // with which outside accounts: both clients offer them, though they are defined first.
    const social = new SocialProviders(this, 'Social', {
      userPool: this.auth.userPool,
      providers: [
        SocialProvider.google({
          clientId: '000000000000-example.apps.googleusercontent.com',
          clientSecret: SecretValue.secretsManager('quick-start/google'),
        }),
        SocialProvider.apple({
          servicesId: 'com.example.app.sign-in',
          teamId: 'TEAM000000',
          keyId: 'KEY0000000',
          privateKey: SecretValue.secretsManager('quick-start/apple'),
        }),
      ],
    });

    // which AWS resources a signed-in user may access: the files under a prefix of the user's own, straight from the browser.
    const identities = new FederatedIdentityPool(this, 'Identities', {
      providers: [IdentityPoolProvider.userPool(this.auth.userPool, app.userPoolClient)],
    });
    const files = new Bucket(this, 'Files', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      cors: [{
        allowedOrigins: ['https://app.example.com'],
        allowedMethods: [HttpMethods.GET, HttpMethods.HEAD, HttpMethods.PUT, HttpMethods.POST, HttpMethods.DELETE],
        allowedHeaders: ['*'],
        exposedHeaders: ['ETag'],
      }],
    });
    identities.ownAccess.readWriteObjects(files);

    // what the app needs to know, what the website does, and what Google and Apple do.
    new CfnOutput(this, 'UserPoolId', { value: this.auth.userPool.userPoolId });
    new CfnOutput(this, 'AppClientId', { value: app.userPoolClient.userPoolClientId });
    new CfnOutput(this, 'IdentityPoolId', { value: identities.identityPool.identityPoolId });
    new CfnOutput(this, 'FilesBucket', { value: files.bucketName });
    new CfnOutput(this, 'SignInPage', { value: app.signInUrl() });
    new CfnOutput(this, 'WebsiteSecret', { value: website.storeClientSecret().secretArn, description: 'Holds the id and the secret of its client' });
    new CfnOutput(this, 'RedirectUri', { value: social.redirectUri, description: 'Register it at Google and at Apple' });

    // what the rules warn of, and why it is so here.
    Validations.of(this.auth).acknowledge({
      id: 'cdk-cognito-auth:signUpRevealsUsers',
      reason: 'anybody may sign up: that an address has an account is no secret here',
    });
    Validations.of(this.auth).acknowledge({
      id: 'cdk-cognito-auth:emailLimit',
      reason: '50 e-mail messages a day are enough to try it: emailSender: EmailSender.ses(identity) before users come',
    });

    // what cdk-nag's AwsSolutions would have otherwise, and why it is so here.
    Validations.of(this.auth).acknowledge({
      id: 'AwsSolutions-COG8',
      reason: 'threat protection needs the plan PLUS, at a price for each user: threatProtection: ThreatProtection.enforce() when there is something to lose',
    });
    Validations.of(identities).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::<Files8E6940B8.Arn>/<cognito-identity.amazonaws.com:sub>/*]',
      reason: 'the wildcard stands behind the identity id of whoever holds the credentials: all files of one user, and no other\'s',
    });
    Validations.of(files).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'access logs need a bucket and a retention of their own: set serverAccessLogsBucket before you keep what users would miss',
    });
  }
}
