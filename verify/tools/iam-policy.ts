/** A policy document as CloudFormation hands it to IAM. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: readonly Statement[];
}

/** What we read of a statement. */
export interface Statement {
  readonly Effect?: string;
  readonly Action: string | string[];
  readonly Principal?: Readonly<Record<string, string | string[]>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;
  readonly Resource?: string | string[];
}
