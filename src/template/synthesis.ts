import { Stage, type CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { definitionOf, resolve } from './resolver';
import { Scan } from './scan';
import type { Properties } from './value';
import { stageOf, View } from './view';
import { otherWorlds, World } from './world';
import { lateDependable } from '../private/late-dependable';

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

  /** Whether the template is being read: what follows from it can't be known yet. */
  isReading = false;

  private readonly reading = new Set<CfnResource>();
  private running: 'no' | 'preparing' | 'writing' = 'no';
  private known?: Known;

  private constructor(private readonly stage: IConstruct) {
    // what a stage waits for is asked before anything else, and after every Aspect: from here on only CDK changes something, which links the stacks.
    stage.node.addDependency(lateDependable(() => {
      // the oldest CDK asks an inner stage once more for its parent, when its templates are written.
      if (this.running !== 'writing' || Stage.of(this.stage)?.parentStage === undefined) {
        this.begin('preparing');
      }
      return [];
    }));
    // validations run parents first, so the stage's own comes before all others: from here on nothing changes.
    stage.node.addValidation({
      validate: () => {
        this.begin('writing', this.running === 'preparing' ? this.known?.scan : undefined);
        return [];
      },
    });
  }

  private begin(running: 'preparing' | 'writing', earlier?: Scan): void {
    this.running = running;
    this.known = earlier && { scan: new Scan(this.stage, earlier), asked: new Map() };
    // CDK writes all templates in this turn; whatever is asked later in it is answered from what was written.
    queueMicrotask(() => {
      this.running = 'no';
      this.known = undefined;
    });
  }

  get scan(): Scan { return this.remembered().scan; }

  /** What a resource says, before conditions and parameters are decided. */
  properties(cfn: CfnResource): Properties {
    if (this.reading.has(cfn)) {
      return {}; // it asks for itself, by way of what it holds.
    }
    this.reading.add(cfn);
    const definition = this.running !== 'no' ? this.scan.definition(cfn) : definitionOf(cfn);
    this.reading.delete(cfn);
    return definition?.Properties ?? {};
  }

  /**
   * What properties of a resource become: what its L1 holds, with the references in it, unless the template says something else.
   *
   * @param held what the L1 holds, by CloudFormation's names
   */
  written(cfn: CfnResource, held: Properties): Properties {
    const inTemplate = this.properties(cfn);
    return Object.fromEntries(Object.entries(held).map(([name, value]) => (
      [name, JSON.stringify(inTemplate[name]) === JSON.stringify(resolve(cfn, value)) ? value : inTemplate[name]])));
  }

  /** Where conditions hold and parameters have their defaults. */
  get view(): View { return this.views().next().value as View; }

  /** Where nothing is decided yet: all that the template says, whatever its conditions and parameters turn out to be. */
  get undecided(): View {
    const known = this.remembered();
    return known.undecided ??= this.read(known.scan);
  }

  /** The view in each world that matters: later ones come from the questions that were asked of the earlier ones. */
  * views(): Generator<View> {
    const known = this.remembered();
    yield known.first ??= this.read(known.scan, new World(new Map(), known.asked));
    for (const world of otherWorlds(known.asked)) {
      yield new View(known.scan, world);
    }
  }

  private read(scan: Scan, world?: World): View {
    this.isReading = true;
    try {
      return new View(scan, world);
    } finally {
      this.isReading = false;
    }
  }

  private remembered(): Known {
    const known = this.known ?? { scan: new Scan(this.stage), asked: new Map<string, unknown[]>() };
    this.known = this.running === 'no' ? undefined : known;
    return known;
  }
}

/** What was read of a stage. */
interface Known {
  readonly scan: Scan;
  /** the choices that readers asked for */
  readonly asked: Map<string, unknown[]>;
  first?: View;
  undecided?: View;
}
