import { awscdk, JsonFile, YamlFile, javascript, typescript } from 'projen';

/**
 * The package's name in each language. Published names can never be taken back.
 */
const names = {
  npm: 'cdk-cognito-auth',
  pypi: { distName: 'cdk-cognito-auth', module: 'cdk_cognito_auth' },
  maven: { mavenGroupId: 'io.github.cdk-cognito-auth', mavenArtifactId: 'cdk-cognito-auth', javaPackage: 'io.github.cdkcognitoauth' },
  nuget: { packageId: 'CdkCognitoAuth', dotNetNamespace: 'CdkCognitoAuth' },
  go: { moduleName: 'github.com/cdk-cognito-auth/cdk-cognito-auth-go' },
};

/**
 * Versions that more than one package names.
 */
const versions = {
  /** the minimum that we support: compiled against and unit-tested */
  cdk: '2.257.0',
  constructs: '10.5.1', // the CDK itself is content with 10.5.0, cdk-nag isn't.
  /** the newest: nested in `verify/`, which plays the consumer */
  newestCdk: '2.276.0',
  newestConstructs: '10.8.1',
  /** two versions on purpose: with one, npm hoists it next to the minimum and `verify/` would load two CDKs */
  cdkNag: '3.0.1',
  newestCdkNag: '3.0.2',
};

/**
 * Jest compiles file by file, which is fast: the type check of everything is a step of its own.
 */
const jestTsconfig = { target: 'ES2022', module: 'node16', esModuleInterop: true, resolveJsonModule: true, isolatedModules: true };

const project = new awscdk.AwsCdkConstructLibrary({
  name: names.npm,
  publishToPypi: names.pypi,
  publishToMaven: names.maven,
  publishToNuget: names.nuget,
  publishToGo: names.go,

  description: 'Level-3 AWS CDK constructs for Amazon Cognito: user pools, social sign-in and identity pools that are safe to ship by default',
  keywords: [
    'aws', 'cdk', 'awscdk', 'aws-cdk', 'cognito', 'auth', 'authentication', 'authorization', 'user-pool', 'identity-pool',
    'sign-in', 'login', 'social-login', 'oauth2', 'oidc', 'federation', 'iam', 'security', 'l3',
  ],
  author: 'cdk-cognito-auth maintainers',
  authorAddress: 'maintainers@cdk-cognito-auth.dev',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-cognito-auth/cdk-cognito-auth.git',
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  stability: 'experimental', // until 1.0.0.

  cdkVersion: versions.cdk,
  constructsVersion: versions.constructs,
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0', // jsii 6 doesn't support TypeScript 7.
  projenVersion: '0.103.25',
  minNodeVersion: '20.0.0',
  packageManager: javascript.NodePackageManager.NPM,
  // these two have install scripts that are needed or harmless: npm asks about each other one.
  allowScripts: ['unrs-resolver', '@parcel/watcher'],
  compressAssembly: true, // 275 kB become 15 kB.

  devDeps: [
    '@aws-cdk/integ-runner@2.197.10', // reads assemblies of aws-cdk-lib up to 2.257.
    '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0',
    '@aws-amplify/auth-construct@1.12.0', // test/user-pool/lock/adoption.test.ts takes over a pool that it made.
    '@aws-cdk/cloudformation-diff@2.187.5', // … and shows that nothing is replaced.
    // what Lambda's Node.js has: the workflows' functions load them there, and their tests have them call a server of their own.
    '@aws-sdk/client-cognito-identity-provider@^3',
    '@aws-sdk/client-lambda@^3',
    '@aws-sdk/client-sts@^3',
    // … and what the cookbook's functions load.
    '@aws-sdk/client-eventbridge@^3',
    '@aws-sdk/client-secrets-manager@^3',
    '@aws-sdk/client-sesv2@^3',
    'mustache@4.2.0', // bundled into the function that writes messages.
    '@types/mustache@^4',
    '@jsii/spec@^1', // test/api.test.ts and projenrc/bundle.ts read the assembly with it.
    '@types/jest@^30',
    'aws-cdk@2.1148.1', // a later major can't read today's assemblies.
    `cdk-nag@${versions.cdkNag}`,
    'jsii-diff@^1',
    'jsii-pacmak@^1',
    'rollup@4.67.4', // projenrc/bundle.ts; of later ones not every platform's package could be had: npm ci fails then.
    'terser@^5', // the functions' code is loaded at their start: half of it takes less.
    'ts-jest@^29.4',
    'ts-node@^10',
  ],

  // the dev configuration stays at the root: it also covers examples/, bench/ and projenrc/, not just test/.
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    include: ['test/**/*.ts', 'examples/**/*.ts', 'bench/**/*.ts', 'projenrc/**/*.ts', '.projenrc.ts'],
    exclude: ['**/node_modules', 'lib', 'verify', '**/cdk.out', '**/*.snapshot'], // verify/ sees another CDK.
    compilerOptions: {
      isolatedModules: false, // `export { Props }` in index.ts is how jsii libraries read.
      // examples import the package by its name: they are checked against src, so that no compile has to come first.
      paths: {
        [names.npm]: ['./src/index.ts'],
        '@aws-amplify/plugin-types': ['./bench/amplify-plugin-types.d.ts'], // half of the type check's time.
      },
    },
  },
  projenrcTs: true,
  sampleCode: false,
  typecheckTests: true,
  integrationTestAutoDiscover: false, // projen's tasks would deploy: `integ` below only compares snapshots.
  lambdaOptions: {
    runtime: awscdk.LambdaRuntime.NODEJS_24_X,
    awsSdkConnectionReuse: false, // the variable is for SDK v2: v3 reuses connections by itself.
  },

  jestOptions: {
    jestVersion: '^30',
    configFilePath: 'jest.config.json',
    updateSnapshot: javascript.UpdateSnapshot.NEVER, // by default every run rewrites the snapshots.
    passWithNoTests: false, // nothing run is a failure.
    junitReporting: false,
    coverageText: false,
    jestConfig: {
      setupFiles: ['<rootDir>/test/without-stack-traces.ts'],
      // the same name that examples use, mapped to src: tests may import an example and count towards its coverage.
      moduleNameMapper: { [`^${names.npm}$`]: '<rootDir>/src/index.ts' },
      coverageProvider: 'babel', // V8 counts the lines of a file that only declares types as uncovered.
      collectCoverageFrom: ['src/**/*.ts', '!src/index.ts'],
      collectCoverage: false, // `npm test` asks for it: a run of one file would only ever miss the thresholds.
      coverageThreshold: { branches: 95, functions: 95, lines: 95, statements: 95 },
      additionalOptions: { coverageReporters: ['lcov', ['text', { skipFull: true }]] },
      testPathIgnorePatterns: ['/node_modules/', '\\.snapshot/', '/cdk\\.out/'],
      // a packed copy of this package and of examples/ lies in there: jest would find every module twice.
      modulePathIgnorePatterns: ['<rootDir>/verify/', '<rootDir>/bench/', '<rootDir>/dist/'],
    },
  },

  tsJestOptions: { transformOptions: { tsconfig: typescript.TsJestTsconfig.custom(jestTsconfig) } },

  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'examples', 'verify', 'bench'],
    tsconfigPath: './tsconfig.dev.json',
    projectService: false, // it looks for `tsconfig.json` only and doesn't find `tsconfig.dev.json`.
    commandOptions: { fix: false }, // a test doesn't change what it tests: `npm run eslint -- --fix` does.
    ignorePatterns: [
      '*.js', '*.mjs', '*.d.ts', 'node_modules/', '*.generated.ts', 'coverage', 'lib', 'dist', 'cdk.out', '*.snapshot', '/verify/examples',
    ],
  },

  // packages are released by hand from a green commit; GitHub only runs the same gate as everybody else (.ci/run, below).
  github: false,
  release: false,
  depsUpgrade: false, // versions are pinned for reasons that are written beside them.
  clobber: false,
  gitignore: [
    '.jsii.gz', '.jsii.tabl.json', 'cdk.out/', 'cdk.context.json', '.DS_Store',
    '/verify/examples/', '/bench/result.json', // made by `npm run pack` and `npm run bench`.
    '/assets/', // made before the compiler runs: projenrc/handlers.ts.
  ],
  npmIgnoreOptions: {
    ignorePatterns: [
      '/.ci/', '/.npmrc', '/bench/', '/examples/', '/verify/', '/tsconfig.dev.json', '/CHANGELOG.md', '/CONTRIBUTING.md', 'cdk.out/',
      '/docs/*', '!/docs/rules.md', // findings name their rules: the page of this version comes with them.
      '/API.md', // an editor shows the same from the declarations, and it would be a fifth of the package.
      '.jsii.tabl.json', '.eslintcache', '*.tgz', '!.jsii.gz',
    ],
  },
});

// ---------------------------------------------------------------------------------------------------- package.json

const packageJson = project.tryFindObjectFile('package.json')!;

// deep imports fail; jsii and the other languages' runtimes ask for the last three by name.
packageJson.addOverride('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
  './.jsii.gz': './.jsii.gz',
  './.warnings.jsii.js': './.warnings.jsii.js',
});

// names that compile here and break in another language are only warnings to jsii.
packageJson.addOverride('jsii.diagnostics', {
  'language-compatibility/reserved-word': 'error',
  'language-compatibility/member-name-conflicts-with-type-name': 'error',
  'documentation/non-existent-parameter': 'error',
});

packageJson.addOverride('workspaces', ['verify', 'bench']);

// 1.13.0 names platform packages that don't exist, and `npm ci` fails on them.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
// it asks for 10.6, but calls nothing that 10.5 lacks: one copy of constructs for all that the benchmark compares.
packageJson.addOverride('overrides.@aws-amplify/auth-construct', { constructs: '$constructs' });

// the lock file says what, not from where: every registry and mirror serves the same hashes.
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');

// jsii marks the end of Node.js 20's life in a banner, at every call.
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

// ------------------------------------------------------------------------------------------------------- workspaces

const privatePackage = (name: string, devDependencies: Record<string, string>, fields = {}) => ({
  name: `${names.npm}-${name}`,
  private: true,
  version: '0.0.0',
  license: 'Apache-2.0',
  devDependencies,
  ...fields,
});

// a consumer on the newest CDK. It doesn't name our package: a lock would pin the tarball's hash. `npm run pack` puts it there.
new JsonFile(project, 'verify/package.json', {
  obj: privatePackage('verify', {
    '@aws-cdk/cloudformation-diff': '2.187.5',
    '@cloud-copilot/iam-simulate': '0.1.173', // AGPL: a tool of this private package, never a dependency of ours.
    '@node-saml/node-saml': '5.1.0', // plays Cognito, the service provider …
    'aws-cdk-lib': versions.newestCdk,
    'cdk-nag': versions.newestCdkNag,
    'constructs': versions.newestConstructs,
    'fast-check': '^4',
    'oidc-provider': '9.13.3', // real OpenID Connect …
    'openid-client': '6.8.9', // … and Cognito's side of it.
    'samlify': '2.13.1', // … of a real SAML identity provider.
  }, {
    jest: {
      testMatch: ['<rootDir>/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/cdk\\.out/'],
      testTimeout: 120000, // the validator starts three engines.
      clearMocks: true,
      setupFiles: ['<rootDir>/../test/without-stack-traces.ts', '<rootDir>/tools/without-deprecations.ts'],
      transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: jestTsconfig }] },
    },
  }),
});

new JsonFile(project, 'bench/package.json', {
  obj: privatePackage('bench', {
    '@aws-amplify/auth-construct': '1.12.0',
    'aws-cdk-lib': versions.cdk,
    'cdk-nag': versions.cdkNag,
    'constructs': versions.constructs,
  }),
});

new javascript.TypescriptConfig(project, {
  fileName: 'verify/tsconfig.json',
  include: ['**/*.ts'],
  exclude: ['node_modules', '**/cdk.out'],
  extends: javascript.TypescriptConfigExtends.fromTypescriptConfigs([project.tsconfig!]),
  compilerOptions: { noEmit: true, rootDir: '.' },
});

// ------------------------------------------------------------------------------------------------------------ ESLint

const eslint = project.eslint!;
// `cdk-cognito-auth` resolves to src: in the examples it sorts among the packages, as it will for whoever copies them.
eslint.config.settings['import/external-module-folders'] = ['node_modules', 'src'];
eslint.addRules({
  '@typescript-eslint/no-explicit-any': 'error',
});
eslint.addOverride({
  files: ['src/**/*.ts'],
  rules: {
    'no-restricted-imports': ['error', {
      paths: [{ name: 'aws-cdk-lib', message: 'Import the submodule (aws-cdk-lib/core, aws-cdk-lib/aws-cognito): the root may load 503 modules.' }],
    }],
  },
});
eslint.addOverride({
  // Lambda has the SDK, of which a handler loads what it needs when it needs it.
  files: ['src/workflows/*/*.ts'],
  rules: { 'import/no-extraneous-dependencies': 'off', '@typescript-eslint/no-require-imports': 'off' },
});
eslint.addOverride({
  // packages of their own, whose imports the type check resolves after `npm run pack`.
  files: ['verify/**/*.ts', 'bench/**/*.ts'],
  rules: { 'import/no-unresolved': 'off', 'import/no-extraneous-dependencies': 'off' },
});
eslint.config.overrides.push({ files: ['verify/**/*.ts'], parserOptions: { project: './verify/tsconfig.json' } });
eslint.addOverride({
  // the package imports itself by name.
  files: ['examples/**/*.ts', 'test/**/*.ts'],
  rules: { 'import/no-extraneous-dependencies': 'off' },
});

// ------------------------------------------------------------------------------------------------------------- tasks

/** Runs one of our scripts without a type check: `tsconfig.dev.json` has checked it. */
const script = (file: string) => `ts-node --transpile-only ${file}`;

project.preCompileTask.exec(script('projenrc/handlers.ts'));
// projen silences the warning on reserved words, which we make an error.
project.compileTask.reset('jsii --compress-assembly');
project.compileTask.exec(script('projenrc/bundle.ts')); // jsii compiles file by file.
project.tasks.tryFind('docgen')!.prependExec(script('projenrc/pack.ts')); // it finds the unpacked copies too: they must not be older.
project.watchTask.reset('jsii --watch --compress-assembly');

// `projen build` would package for five languages, which needs a JDK, .NET, Go and Python: `package:java` and so on stay for who has them.
project.packageTask.reset();
project.packageTask.spawn(project.tasks.tryFind('package:js')!);
const packageAll = project.tasks.tryFind('package-all')!;
packageAll.reset();
packageAll.spawn(project.tasks.tryFind('package:js')!);

project.testTask.reset(script('projenrc/checks.ts'), { receiveArgs: true });
project.testTask.description = 'Runs every check: npm test [-- step …] [-- --list]';

project.addTask('pack', {
  description: 'Compiles if anything changed, and unpacks the package into verify/ and bench/',
  steps: [{ exec: script('projenrc/pack.ts') }],
});
project.addTask('demo', {
  description: 'Synthesises examples/quick-start, checks the template and explains it',
  steps: [{ exec: script('projenrc/pack.ts') }, { exec: script('verify/demo.ts'), receiveArgs: true }],
});
project.addTask('bench', {
  description: 'Measures our constructs against hand-written L2 and L1 code, cdk-nag and Amplify: npm run bench -- --check',
  steps: [{ exec: script('projenrc/pack.ts') }, { exec: script('bench/bench.ts'), receiveArgs: true }],
});
project.addTask('codegen', {
  description: 'Generates the code of all five languages into dist/codegen, without compiling it',
  steps: [{ exec: script('projenrc/pack.ts') }, { exec: 'jsii-pacmak --code-only --force-target --outdir dist/codegen' }],
});
project.removeTask('compat');
project.addTask('compat', {
  description: 'Compares the API with the last tag',
  steps: [{ exec: script('projenrc/pack.ts') }, { exec: script('projenrc/compat.ts') }],
});
project.addTask('cross-product', {
  description: 'Judges every combination of sign-in choices, of which `npm test` judges a sample',
  env: { CROSS_PRODUCT: 'everything' },
  steps: [{ exec: script('projenrc/pack.ts') }, { exec: 'jest cross-product', cwd: 'verify' }],
});
project.addTask('fuzz', {
  description: 'Makes 10,000 apps over the whole API and has each judged; `npm test` makes 1,000: npm run fuzz -- --apps 100 --seed 7',
  steps: [{ exec: script('projenrc/pack.ts') }, { exec: script('verify/tools/fuzz/fuzz.ts'), receiveArgs: true }],
});
project.addTask('messages', {
  description: 'Writes the messages that the library brings into dist/messages, with a picture of all of them where there is Chromium',
  steps: [{ exec: script('projenrc/handlers.ts') }, { exec: script('projenrc/messages.ts') }],
});
project.addTask('mutants', {
  description: 'Changes the models of the rules in one place at a time, and expects that a test fails: npm run mutants -- trust',
  exec: script('projenrc/mutants/mutants.ts'),
  receiveArgs: true,
});
project.addTask('checkov', {
  description: 'Has checkov look for guests in identity pools; it needs Python',
  steps: [{ exec: script('projenrc/pack.ts') }, { exec: script('projenrc/checkov.ts') }],
});
project.addTask('rules:docs', {
  description: 'Writes docs/rules.md and docs/rule-examples.md from src/rules',
  exec: script('projenrc/rules-docs.ts'),
});
project.addTask('shapes', {
  description: 'Writes src/rules/shapes.generated.ts from the models that AWS publishes; it needs Python\'s pip',
  exec: script('projenrc/shapes.ts'),
  receiveArgs: true,
});

// the account-less way to run integ-runner, in 1 s instead of 29 s a test.
const integEnv = { AWS_REGION: 'us-east-1', AWS_EC2_METADATA_DISABLED: 'true', TS_NODE_TRANSPILE_ONLY: '1', CDK_VALIDATION: 'false' };
project.addTask('integ', {
  description: 'Compares the integration tests with their snapshots',
  env: integEnv,
  exec: 'integ-runner --language typescript --directory test/integ',
  receiveArgs: true,
});
project.addTask('integ:update', {
  description: 'Rewrites the snapshots of the integration tests that changed, without deploying',
  env: integEnv,
  steps: [
    { exec: 'integ-runner --language typescript --directory test/integ --update-on-failed --dry-run --no-update-workflow', receiveArgs: true },
    { exec: script('projenrc/portable-snapshots.ts') },
  ],
});

// ---------------------------------------------------------------------------------------------------------------- CI

new YamlFile(project, '.github/workflows/build.yml', {
  obj: {
    name: 'build',
    on: { pull_request: {}, push: { branches: ['main'] } },
    permissions: { contents: 'read' },
    jobs: {
      build: {
        'runs-on': 'ubuntu-latest',
        'steps': [
          { uses: 'actions/checkout@v5', with: { 'fetch-depth': 0 } }, // the tags, for `npm run compat`.
          { uses: 'actions/setup-node@v5', with: { 'node-version': 20 } },
          { run: '.ci/run' },
        ],
      },
    },
  },
});

project.synth();
