'use strict';

const fs = require('fs');
const path = require('path');

const VARIABLE = 'COGNITO_WORKFLOW';
const FILE = 'workflow.json';
function configuration(environment, directory) {
    const file = path.join(directory, FILE);
    const parts = [environment[VARIABLE] ?? '{}', ...fs.existsSync(file) ? [fs.readFileSync(file, 'utf8')] : []].map((text) => JSON.parse(text));
    const names = new Set(parts.flatMap((part) => Object.keys(part)));
    return Object.fromEntries([...names].map((name) => [name, parts.flatMap((part) => part[name] ?? [])]));
}

const NAMESPACE = 'CognitoWorkflows';
function log(metric, { triggerSource, userPoolId, callerContext }, step, code) {
    console.log(JSON.stringify({
        _aws: {
            Timestamp: Date.now(),
            CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions: [['UserPoolId']], Metrics: [{ Name: metric, Unit: 'Count' }] }],
        },
        UserPoolId: userPoolId,
        [metric]: 1,
        level: metric === 'Failures' ? 'ERROR' : 'INFO',
        triggerSource,
        clientId: callerContext?.clientId,
        step,
        code,
    }));
}
function nameOf(error) {
    return error instanceof Error ? error.name : typeof error;
}

class Refusal extends Error {
    code;
    constructor(code, message) {
        super(message);
        this.code = code;
    }
}

const MARGIN = 300;
const SORRY = 'This is not possible at the moment. Please try again later.';
class OwnError extends Error {
}
function triggerFunction(steps, read) {
    let asked;
    return async (event, lambda) => {
        let running = 'configuration';
        try {
            asked ??= plan(steps, read());
            for (const [name, step, entries] of asked) {
                running = name;
                await step.run(event, entries, new Context(event, lambda, name));
            }
            return event;
        }
        catch (error) {
            const refused = error instanceof Refusal;
            log(refused ? 'Refusals' : 'Failures', event, running, refused ? error.code : nameOf(error));
            throw refused || error instanceof OwnError ? error : new Error(SORRY);
        }
    };
}
function plan(steps, configuration) {
    for (const [name, entries] of Object.entries(configuration)) {
        const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
        const flaw = step === undefined ? 'is no step' : entries.map((entry) => step.flaw(entry)).find((one) => one !== undefined);
        if (flaw !== undefined) {
            console.error(JSON.stringify({ level: 'ERROR', step: name, flaw }));
            throw new RangeError(flaw);
        }
    }
    return Object.entries(steps).filter(([name]) => Object.hasOwn(configuration, name)).map(([name, step]) => [name, step, configuration[name]]);
}
let cognito;
class Context {
    event;
    lambda;
    step;
    constructor(event, lambda, step) {
        this.event = event;
        this.lambda = lambda;
        this.step = step;
    }
    remaining() {
        return Math.max(0, this.lambda.getRemainingTimeInMillis() - MARGIN);
    }
    async cognito() {
        const { sdk, send } = await (cognito ??= load$1(this.event.region));
        const timed = (command, options = {}) => send(command, { abortSignal: AbortSignal.timeout(this.remaining()), ...options });
        return { sdk, send: timed };
    }
    failed(code, error) {
        log('Failures', this.event, this.step, error === undefined ? code : `${code}: ${nameOf(error)}`);
    }
}
async function load$1(region) {
    const sdk = await import('@aws-sdk/client-cognito-identity-provider');
    const client = new sdk.CognitoIdentityProviderClient({ region, maxAttempts: 2 });
    return { sdk, send: client.send.bind(client) };
}

const ownFunction = {
    flaw: (entry) => typeof entry?.functionArn === 'string' ? undefined : 'functionArn is no text',
    run: async (event, entries, context) => {
        for (const { functionArn } of entries) {
            event.response = (await called(functionArn, event, context)).response;
        }
    },
};
let lambda;
async function called(functionArn, event, context) {
    const { error, payload } = await (await (lambda ??= load()))(functionArn, event, context.remaining());
    const answer = JSON.parse(payload || 'null');
    if (error !== undefined) {
        throw new OwnError(answer?.errorMessage ?? error);
    }
    if (typeof answer?.response !== 'object' || answer.response === null) {
        throw new TypeError('the function answered no event');
    }
    return answer;
}
async function load() {
    const { LambdaClient, InvokeCommand } = await import('@aws-sdk/client-lambda');
    const client = new LambdaClient({ maxAttempts: 1 });
    return async (functionArn, event, milliseconds) => {
        const { FunctionError, Payload } = await client.send(new InvokeCommand({ FunctionName: functionArn, Payload: JSON.stringify(event) }), {
            abortSignal: AbortSignal.timeout(milliseconds),
        });
        return { error: FunctionError, payload: Payload?.transformToString() ?? '' };
    };
}

const STEPS = {
    ownFunction,
};

const handler = triggerFunction(STEPS, () => configuration(process.env, __dirname));

exports.handler = handler;
