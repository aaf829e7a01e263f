import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { PlanNeed } from '../private/pool-registry';

/**
 * What a pre-token trigger may change.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export enum TokenCustomization {
  /** The ID token. Event version 1, on every feature plan. */
  ID_TOKEN = 'V1_0',
  /** The ID token and the access token of people. Event version 2, needs ESSENTIALS. */
  ACCESS_TOKEN = 'V2_0',
  /** The tokens of people, and the access tokens of machines. Event version 3, needs ESSENTIALS. */
  MACHINE_TOKEN = 'V3_0',
}

/**
 * A Lambda function of yours in a user pool's workflow.
 *
 * It finds the pool's id in `event.userPoolId`: its environment can't hold it, because pool and function would wait for each other.
 * Cognito waits five seconds, then tries again: a trigger must bear being called twice. `clientMetadata` and `validationData` are the
 * caller's own words: never a source of claims or permissions.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export class UserPoolTrigger {
  /**
   * Before somebody signs up, or is invited, or comes from a provider for the first time: refuse, confirm, or verify.
   *
   * @param handler the function
   */
  public static preSignUp(handler: IFunction): UserPoolTrigger {
    return new UserPoolTrigger('PreSignUp', handler);
  }

  /**
   * After somebody confirmed an account or a new password.
   *
   * @param handler the function
   */
  public static postConfirmation(handler: IFunction): UserPoolTrigger {
    return new UserPoolTrigger('PostConfirmation', handler);
  }

  /**
   * Before a sign-in is judged: refuse it.
   *
   * @param handler the function
   */
  public static preAuthentication(handler: IFunction): UserPoolTrigger {
    return new UserPoolTrigger('PreAuthentication', handler);
  }

  /**
   * After a sign-in.
   *
   * @param handler the function
   */
  public static postAuthentication(handler: IFunction): UserPoolTrigger {
    return new UserPoolTrigger('PostAuthentication', handler);
  }

  /**
   * Before tokens are made: add, change or remove claims.
   *
   * @param handler the function
   * @param customization what it may change; the ID token by default
   */
  public static preToken(handler: IFunction, customization: TokenCustomization = TokenCustomization.ID_TOKEN): UserPoolTrigger {
    return new UserPoolTrigger('PreTokenGenerationConfig', handler, customization);
  }

  /**
   * Before a message is sent: write it.
   *
   * @param handler the function
   */
  public static customMessage(handler: IFunction): UserPoolTrigger {
    return new UserPoolTrigger('CustomMessage', handler);
  }

  /**
   * When somebody who isn't in the pool signs in with a password or resets it: take them over from another directory.
   *
   * The function needs the plain password: a client with `authFlows: { userPassword: true }`, or hosted pages.
   *
   * @param handler the function
   */
  public static userMigration(handler: IFunction): UserPoolTrigger {
    return new UserPoolTrigger('UserMigration', handler);
  }

  /**
   * In custom authentication: decide which challenge comes next. Custom authentication passes by the pool's MFA.
   *
   * @param handler the function
   */
  public static defineAuthChallenge(handler: IFunction): UserPoolTrigger {
    return new UserPoolTrigger('DefineAuthChallenge', handler);
  }

  /**
   * In custom authentication: make the challenge.
   *
   * @param handler the function
   */
  public static createAuthChallenge(handler: IFunction): UserPoolTrigger {
    return new UserPoolTrigger('CreateAuthChallenge', handler);
  }

  /**
   * In custom authentication: judge the answer.
   *
   * @param handler the function
   */
  public static verifyAuthChallengeResponse(handler: IFunction): UserPoolTrigger {
    return new UserPoolTrigger('VerifyAuthChallengeResponse', handler);
  }

  /**
   * When somebody comes from an identity provider: change what is mapped before it is stored.
   *
   * @param handler the function
   */
  public static inboundFederation(handler: IFunction): UserPoolTrigger {
    return new UserPoolTrigger('InboundFederation', handler, 'V1_0');
  }

  private constructor(private readonly name: string, private readonly handler: IFunction, private readonly version?: string) {}

  /**
   * @internal
   */
  public _bind(): UserPoolTriggerConfig {
    return {
      name: this.name,
      handler: this.handler,
      version: this.version,
      need: ['V2_0', 'V3_0'].includes(this.version ?? '') ? { feature: 'access token customization', plan: 'ESSENTIALS' } : undefined,
    };
  }
}

/**
 * @internal
 */
export interface UserPoolTriggerConfig {
  /** CloudFormation's name in LambdaConfig */
  readonly name: string;
  readonly handler: IFunction;
  /** the version of the event, where Cognito asks for one */
  readonly version?: string;
  readonly need?: PlanNeed;
  /** the construct beside the pool that needs it, where it isn't `addTrigger` */
  readonly by?: string;
}
