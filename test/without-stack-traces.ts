// Where each construct was made is what CDK would spend a quarter of the tests' time with.
process.env.CDK_DISABLE_STACK_TRACE = '1';
