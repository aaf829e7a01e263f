/** Something that a tool doesn't like about a template. */
export interface Finding {
  readonly rule: string;
  readonly severity: string;
  /** the path of the construct, the logical id of the resource, or nothing for the template as a whole */
  readonly at: string;
  readonly message: string;
  readonly remedy?: string;
}
