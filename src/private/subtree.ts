import { Construct } from 'constructs';

/**
 * The bare construct of this id below a scope, made when it is first asked for. What the caller names lives in one, so that it can't take the id of
 * a child of ours.
 */
export function subtree(scope: Construct, id: string): Construct {
  return (scope.node.tryFindChild(id) as Construct | undefined) ?? new Construct(scope, id);
}
