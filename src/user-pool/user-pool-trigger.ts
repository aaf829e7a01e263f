import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { flawed } from '../private/errors';

/**
 * What a pre token generation trigger may change.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export enum TokenCustomization {
  /** The ID token. Event version 1, on every feature plan. */
  ID_TOKEN = 'V1_0',
  /** The ID token and the access token of users. Event version 2, needs ESSENTIALS. */
  ACCESS_TOKEN = 'V2_0',
  /** The tokens of users, and the access tokens of machines. Event version 3, needs ESSENTIALS. */
  MACHINE_TOKEN = 'V3_0',
}

const PRE_TOKEN = 'PreTokenGenerationConfig';

/**
 * A Lambda function in the workflow of a user pool. Everybody may implement it; `UserPoolTrigger` has the triggers that Cognito knows.
 */
export interface IUserPoolTrigger {
  /**
   * Answers the function and when it is called. What the function needs beside that is defined here.
   *
   * @param scope the construct that has the trigger
   * @param options the user pool
   */
  bind(scope: Construct, options: UserPoolTriggerBindOptions): UserPoolTriggerConfig;
}

/**
 * Options for `IUserPoolTrigger.bind()`.
 */
export interface UserPoolTriggerBindOptions {
  /**
   * The user pool whose workflow calls the function. The function's environment can't hold its id: pool and function would wait for each other.
   */
  readonly userPool: IUserPool;
}

/**
 * What `IUserPoolTrigger.bind()` answers.
 */
export interface UserPoolTriggerConfig {
  /**
   * CloudFormation's name of the trigger in `LambdaConfig`, such as `PreSignUp`.
   */
  readonly name: string;

  /**
   * The function.
   */
  readonly handler: IFunction;

  /**
   * The version of the event, such as `V1_0`, where CloudFormation asks for one.
   *
   * @default - the trigger has no version
   */
  readonly version?: string;
}

/**
 * Options for `UserPoolTrigger.of()`.
 */
export interface UserPoolTriggerOptions {
  /**
   * The version of the event, such as `V1_0`, where CloudFormation asks for one.
   *
   * @default - the trigger has no version
   */
  readonly version?: string;
}

/**
 * A Lambda function of yours in a user pool's workflow.
 *
 * It finds the pool's id in `event.userPoolId`: its environment can't hold it, because pool and function would wait for each other.
 * Cognito waits five seconds, then tries again: a trigger must bear being called twice. `clientMetadata` and `validationData` are the
 * caller's own words: never a source of claims or permissions.
 *
 * - `preSignUp()`, `postConfirmation()`: who gets an account, and what is done once there is one.
 * - `preAuthentication()`, `postAuthentication()`: each sign-in.
 * - `preTokenGeneration()`: the claims of the tokens.
 * - `inboundFederation()`, `userMigration()`: users who come from elsewhere.
 * - `customMessage()`: what a message says, in the user's language for example.
 * - `defineAuthChallenge()`, `createAuthChallenge()`, `verifyAuthChallengeResponse()`: a sign-in of your own, always the three of them.
 * - `of()`: a trigger that isn't here yet.
 *
 * @example
 * declare const auth: AuthenticatedUserPool;
 * declare const claims: lambda.Function;
 * auth.addTrigger(UserPoolTrigger.preTokenGeneration(claims, TokenCustomization.ACCESS_TOKEN));
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export class UserPoolTrigger {
  /**
   * Before a user signs up, is invited, or comes from an identity provider for the first time: refuse, confirm, or verify.
   *
   * @param handler the function
   */
  public static preSignUp(handler: IFunction): IUserPoolTrigger {
    return new FixedTrigger('PreSignUp', handler);
  }

  /**
   * After a user confirmed an account or a new password.
   *
   * @param handler the function
   */
  public static postConfirmation(handler: IFunction): IUserPoolTrigger {
    return new FixedTrigger('PostConfirmation', handler);
  }

  /**
   * Before Cognito checks a sign-in: refuse it.
   *
   * @param handler the function
   */
  public static preAuthentication(handler: IFunction): IUserPoolTrigger {
    return new FixedTrigger('PreAuthentication', handler);
  }

  /**
   * After a sign-in.
   *
   * @param handler the function
   */
  public static postAuthentication(handler: IFunction): IUserPoolTrigger {
    return new FixedTrigger('PostAuthentication', handler);
  }

  /**
   * Before tokens are issued: add, change or remove claims.
   *
   * @param handler the function
   * @param customization what it may change; the ID token by default
   */
  public static preTokenGeneration(handler: IFunction, customization: TokenCustomization = TokenCustomization.ID_TOKEN): IUserPoolTrigger {
    return UserPoolTrigger.of(PRE_TOKEN, handler, { version: customization });
  }

  /**
   * Before a message is sent: write it.
   *
   * @param handler the function
   */
  public static customMessage(handler: IFunction): IUserPoolTrigger {
    return new FixedTrigger('CustomMessage', handler);
  }

  /**
   * When a user who isn't in the pool signs in with a password or resets it: take the user over from another directory.
   *
   * The function needs the plain password: a client with `authFlows: { userPassword: true }`, or hosted pages.
   *
   * @param handler the function
   */
  public static userMigration(handler: IFunction): IUserPoolTrigger {
    return new FixedTrigger('UserMigration', handler);
  }

  /**
   * In custom authentication: decide which challenge comes next. Custom authentication bypasses the pool's MFA.
   *
   * @param handler the function
   */
  public static defineAuthChallenge(handler: IFunction): IUserPoolTrigger {
    return new FixedTrigger('DefineAuthChallenge', handler);
  }

  /**
   * In custom authentication: create the challenge.
   *
   * @param handler the function
   */
  public static createAuthChallenge(handler: IFunction): IUserPoolTrigger {
    return new FixedTrigger('CreateAuthChallenge', handler);
  }

  /**
   * In custom authentication: verify the answer.
   *
   * @param handler the function
   */
  public static verifyAuthChallengeResponse(handler: IFunction): IUserPoolTrigger {
    return new FixedTrigger('VerifyAuthChallengeResponse', handler);
  }

  /**
   * When a user comes from an identity provider: change what is mapped before it is stored.
   *
   * @param handler the function
   */
  public static inboundFederation(handler: IFunction): IUserPoolTrigger {
    return new FixedTrigger('InboundFederation', handler, 'V1_0');
  }

  /**
   * A trigger by CloudFormation's name in `LambdaConfig`, for one that isn't here yet.
   *
   * `addTrigger` throws when the name isn't made of letters only.
   *
   * @param name such as "PreSignUp"
   * @param handler the function
   * @param options the version of the event
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cognito-userpool-lambdaconfig.html
   */
  public static of(name: string, handler: IFunction, options: UserPoolTriggerOptions = {}): IUserPoolTrigger {
    // it becomes a part of a path.
    return flawed(new FixedTrigger(name, handler, options.version), /^[A-Za-z]+$/.test(name) ? undefined
      : `"name" is ${JSON.stringify(name)}, which is no name in LambdaConfig: give CloudFormation's, such as "PreSignUp"`);
  }

  private constructor() {}
}

class FixedTrigger implements IUserPoolTrigger {
  constructor(private readonly name: string, private readonly handler: IFunction, private readonly version?: string) {}

  public bind(): UserPoolTriggerConfig {
    return { name: this.name, handler: this.handler, version: this.version };
  }
}
