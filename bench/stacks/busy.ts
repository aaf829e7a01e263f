import { CfnOutput, type Stack } from 'aws-cdk-lib/core';
import { addFunction } from './foreign';

/** A busy stack, to be multiplied. */
export const BUSY = { clients: 40, providers: 20, functions: 40, outputs: 20, groups: 20 };

/** From 1 to a number of things. */
export function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** Four times a busy stack are more than CloudFormation takes, and show what grows faster than its input. Before anything else is in the stack. */
export function liftResourceLimit(stack: Stack): void {
  stack.node.setContext('@aws-cdk/core:stackResourceLimit', 0);
}

/** What isn't ours in it: functions that know client ids, and outputs. */
export function addReaders(stack: Stack, times: number, clientIds: string[]): void {
  const id = (number: number) => clientIds[number % clientIds.length];
  for (const number of numbers(BUSY.functions * times)) {
    addFunction(stack, `Function${number}`, { CLIENT_ID: id(number), OTHER_CLIENT_ID: id(number + 1) });
  }
  for (const number of numbers(BUSY.outputs * times)) {
    new CfnOutput(stack, `ClientId${number}`, { value: id(number) });
  }
}
