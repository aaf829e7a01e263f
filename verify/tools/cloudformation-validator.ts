import { createRequire } from 'module';
import { Finding } from './finding';

/** What we use of `@aws/cloudformation-validate`. */
interface ValidateModule {
  readonly CompositeEngine: new () => Engine;
  readonly TemplateContent: new (content: string, name: string) => object;
  version(): string;
}

interface Engine {
  validateTemplate(template: object, options: object): { readonly diagnostics: Diagnostic[] };
  listRules(): unknown[];
}

interface Diagnostic {
  readonly ruleId: string;
  readonly severity: string;
  readonly message: string;
  readonly entity?: { readonly logicalId?: string };
  readonly propertyPath?: string;
  readonly suggestedFix?: string;
}

/**
 * AWS's offline validator, strict: the very one that aws-cdk-lib brings and runs at synthesis, where it is lenient.
 */
export class CloudFormationValidator {
  /** expensive to make, cheap to use: all of AWS's schemas are compiled for it */
  private static engine?: Engine;

  private readonly validate: ValidateModule = createRequire(require.resolve('aws-cdk-lib'))('@aws/cloudformation-validate');
  private readonly engine = CloudFormationValidator.engine ??= new this.validate.CompositeEngine();

  get version(): string {
    return this.validate.version();
  }

  get rules(): number {
    return this.engine.listRules().length;
  }

  /** Warnings count: a value that an enum doesn't hold is only one of those. Remarks on style don't. */
  findings(template: unknown): Finding[] {
    const content = new this.validate.TemplateContent(JSON.stringify(template), 'template');
    // not the report's `status`: it stays OK.
    const { diagnostics } = this.engine.validateTemplate(content, { strict: true, severityLevel: 'WARN' });
    return diagnostics.map(diagnostic => ({
      rule: diagnostic.ruleId,
      severity: diagnostic.severity.toLowerCase(),
      at: [diagnostic.entity?.logicalId, diagnostic.propertyPath].filter(part => part !== undefined).join(' '),
      message: diagnostic.message,
      remedy: diagnostic.suggestedFix,
    }));
  }
}
