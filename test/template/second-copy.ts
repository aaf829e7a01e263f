const SHARED = [
  'constructs', 'aws-cdk-lib/core', ...['certificatemanager', 'cloudfront', 'cognito', 'cognito-identitypool', 'dynamodb', 'iam', 'kms', 'lambda', 'route53', 's3',
    'secretsmanager', 'ses', 'wafv2'].map((name) => `aws-cdk-lib/aws-${name}`),
];

/** Another copy of this package, as npm may install it beside ours: it has the same CDK, and every class of its own. */
export function secondCopy(): typeof import('../../src') {
  const shared = new Map(SHARED.map((name) => [name, jest.requireActual<object>(name)]));
  let copy: typeof import('../../src') | undefined;
  jest.isolateModules(() => {
    shared.forEach((module, name) => jest.doMock(name, () => module));
    copy = jest.requireActual<typeof import('../../src')>('../../src');
  });
  shared.forEach((_, name) => jest.dontMock(name));
  return copy!;
}
