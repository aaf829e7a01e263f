// Stands for `@aws-amplify/plugin-types` in the type check: the real ones bring in three thousand files of the AWS SDK.
export {};
