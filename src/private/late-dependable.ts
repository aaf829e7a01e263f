import { Dependable, type IConstruct, type IDependable } from 'constructs';

/**
 * Something to depend on whose roots are known only when the template is written.
 */
export function lateDependable(roots: () => IConstruct[]): IDependable {
  const dependable = {};
  implementLate(dependable, roots);
  return dependable;
}

/**
 * Whoever depends on `instance` waits for these roots, as they are when the template is written.
 */
export function implementLate(instance: IDependable, roots: () => IConstruct[]): void {
  // jsii can't see abstract getters implemented in object literals, and nobody outside needs to.
  Dependable.implement(instance, new class extends Dependable {
    get dependencyRoots(): IConstruct[] {
      return roots();
    }
  }());
}
