import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Stack } from 'aws-cdk-lib/core';

/** A function with a role of its own. */
export function addFunction(stack: Stack, id: string, environment: Record<string, string>): void {
  new Function(stack, id, { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => {};'), environment });
}

/** Four hundred resources that are nothing to Cognito: what else a stack of an app holds. */
export function addForeignResources(stack: Stack): void {
  for (let number = 1; number <= 80; number++) {
    const queue = new Queue(stack, `Queue${number}`);
    const topic = new Topic(stack, `Topic${number}`);
    new LogGroup(stack, `Logs${number}`);
    addFunction(stack, `Function${number}`, { QUEUE_URL: queue.queueUrl, TOPIC_ARN: topic.topicArn }); // and its role.
  }
}
