import type { CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { definitionOf, resolve } from './resolver';
import { Scan } from './scan';
import { stageOf, View } from './view';
import type { Properties } from './value';
import { World } from './world';

/** Where a stage keeps what is read of it. Another copy of this package has its own. */
const KEY = Symbol('synthesis');

/**
 * A stage's templates, read once a synthesis, whatever the number of those who ask.
 *
 * Outside a synthesis each question is answered anew: what is defined may still change.
 */
export class Synthesis {
  /** That of the stage that a construct is in. */
  static of(construct: IConstruct): Synthesis {
    const stage: IConstruct & { readonly [KEY]?: Synthesis } = stageOf(construct);
    const known = stage[KEY];
    if (known !== undefined) {
      return known;
    }
    const synthesis = new Synthesis(stage);
    Object.defineProperty(stage, KEY, { value: synthesis });
    return synthesis;
  }

  private readonly reading = new Set<CfnResource>();
  private running = false;
  private known: { readonly scan: Scan; view?: View } | undefined;

  private constructor(private readonly stage: IConstruct) {
    // validations run parents first, so the stage's own comes before all others, and after every Aspect: from here on nothing changes.
    stage.node.addValidation({
      validate: () => {
        this.known = undefined;
        this.running = true;
        // CDK writes all templates before anybody else has a turn.
        queueMicrotask(() => {
          this.running = false;
          this.known = undefined;
        });
        return [];
      },
    });
  }

  get scan(): Scan {
    return this.remembered().scan;
  }

  /** What a resource says, before conditions and parameters are decided. */
  properties(cfn: CfnResource): Properties {
    if (this.reading.has(cfn)) {
      return {}; // it asks for itself, by way of what it holds.
    }
    this.reading.add(cfn);
    const definition = this.running ? this.scan.definition(cfn) : definitionOf(cfn);
    this.reading.delete(cfn);
    return definition?.Properties ?? {};
  }

  /**
   * What a property of a resource becomes: what its L1 holds, with the references in it, unless the template says something else.
   *
   * @param held what the L1 holds under that name
   */
  written(cfn: CfnResource, property: string, held: unknown): unknown {
    const inTemplate = this.properties(cfn)[property];
    return JSON.stringify(inTemplate) === JSON.stringify(resolve(cfn, held)) ? held : inTemplate;
  }

  /** Where conditions hold and parameters have their defaults. */
  get view(): View {
    const known = this.remembered();
    known.view ??= new View(known.scan, new World(new Map(), new Map()));
    return known.view;
  }

  private remembered(): { readonly scan: Scan; view?: View } {
    if (!this.running) {
      return { scan: new Scan(this.stage) };
    }
    this.known ??= { scan: new Scan(this.stage) };
    return this.known;
  }
}
