import { circleAt } from './models/graph';
import { rulesOf, type Rule } from './rule';

/** What waits for what. */
export const CIRCLE_RULES: readonly Rule[] = rulesOf('stack', 'https://repost.aws/knowledge-center/unable-validate-circular-dependency-cloudformation', {
  circularDependency: {
    condition: 'Resources wait for each other, by references or `DependsOn`, in a stack, its nested stacks or several stacks, and a resource of Cognito waits for them',
    consequence: 'none of them can be defined first: CloudFormation refuses the stack (circular dependency), and CDK refuses stacks that wait for each other',
    remedy: 'take one of these links away',
    check: circleAt,
  },
});
