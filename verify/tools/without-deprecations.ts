// what the newest CDK deprecates it tells on the terminal of whoever uses us: here it is an error.
process.env.JSII_DEPRECATED = 'fail';
