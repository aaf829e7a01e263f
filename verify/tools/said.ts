import { Stack } from 'aws-cdk-lib';
import { AuthenticatedUserPool, type ISocialProvider, SignInDomain, SocialProviders, UserAttribute, UserSchema } from 'cdk-cognito-auth';
import { deployed } from './deployment';
import { plainApp } from './quick-start';

const POOL_ID = 'eu-central-1_EXAMPLE00';

/** What a pool is called at a provider. */
export interface Registration {
  readonly redirectUri: string;
  readonly acsUrl: string;
  readonly entityId: string;
}

/** What a template says of the only provider of its pool, as Cognito gets it. */
export interface Said {
  /** `ProviderDetails` */
  readonly details: Record<string, string>;
  /** `AttributeMapping` */
  readonly mapping: Record<string, string>;
  /** what Cognito calls itself, with the pool and the domain that it has */
  readonly cognito: Registration;
  /** what the stack's outputs say is to be registered */
  readonly registered: Partial<Registration>;
}

export function said(provider: ISocialProvider, secrets: Record<string, string> = {}): Said {
  const app = plainApp();
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-central-1' } });
  const { userPool } = new AuthenticatedUserPool(stack, 'Auth', {
    domain: SignInDomain.prefix('acme-login'),
    attributes: UserSchema.of({ custom: { employee: UserAttribute.text() } }),
  });
  new SocialProviders(stack, 'Social', { userPool, providers: [provider], registrationOutputs: true });
  const { Resources: resources, Outputs: outputs } = app.synth().getStackByName('Stack').template;

  const idOf = (type: string) => Object.keys(resources).find(id => resources[id].Type === `AWS::Cognito::${type}`)!;
  const { Domain: domain } = resources[idOf('UserPoolDomain')].Properties;
  const deployment = { references: { [idOf('UserPool')]: POOL_ID, [idOf('UserPoolDomain')]: domain }, secrets };
  const output = (name: string) => {
    const id = Object.keys(outputs).find(one => one.includes(name));
    return id === undefined ? undefined : deployed<string>(outputs[id].Value, deployment);
  };
  const { ProviderDetails: details, AttributeMapping: mapping } = resources[idOf('UserPoolIdentityProvider')].Properties;
  const base = `https://${domain}.auth.eu-central-1.amazoncognito.com`;
  return {
    details: deployed(details, deployment),
    mapping,
    cognito: { redirectUri: `${base}/oauth2/idpresponse`, acsUrl: `${base}/saml2/idpresponse`, entityId: `urn:amazon:cognito:sp:${POOL_ID}` },
    registered: { redirectUri: output('RedirectUri'), acsUrl: output('AcsUrl'), entityId: output('EntityId') },
  };
}
