/** Where a report goes. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** What a step answers: its result, and what to say about it. */
export interface StepResult<T> {
  readonly result: T;
  readonly outcome: string;
  readonly failed?: boolean;
}

const INDENT = '  ';
const NAME = 12;

/** Lines for a reader: aligned and wrapped, colored where somebody looks. */
export class Terminal {
  private readonly color: boolean;
  private readonly columns: number;
  private running?: string;

  constructor(private readonly output: Output) {
    this.color = output.isTTY === true && process.env.NO_COLOR === undefined;
    this.columns = Math.min(output.columns || 100, 120); // some terminals say that they have none.
  }

  line(text: string = ''): void {
    this.output.write(`${text}\n`);
  }

  bold(text: string): string {
    return this.paint('1', text);
  }

  dim(text: string): string {
    return this.paint('2', text);
  }

  green(text: string): string {
    return this.paint('32', text);
  }

  red(text: string): string {
    return this.paint('31', text);
  }

  /** Does something, and says so before and after. */
  step<T>(name: string, action: () => StepResult<T>): T {
    this.running = name;
    if (this.output.isTTY) {
      this.output.write(`${INDENT}… ${name}`);
    }
    const start = performance.now();
    const { result, outcome, failed } = action();
    this.done(name, outcome, performance.now() - start, failed);
    return result;
  }

  /** Says that something was done, and how long it took. */
  done(name: string, outcome: string, milliseconds: number, failed: boolean = false): void {
    this.running = undefined;
    const seconds = `${(milliseconds / 1000).toFixed(1)} s`.padStart(7);
    this.overwrite(`${INDENT}${failed ? this.red('✘') : this.green('✔')} ${name.padEnd(NAME)}${this.dim(seconds)}${INDENT}${outcome}`);
  }

  /** Says that the running step came to nothing. */
  failed(message: string): void {
    this.overwrite(`${INDENT}${this.red('✘')} ${this.running ?? ''}`);
    this.line();
    message.split('\n').forEach(line => this.line(`${INDENT}${line}`));
  }

  section(title: string, remark: string = ''): void {
    this.line();
    this.line([this.bold(title), remark].filter(part => part !== '').join(INDENT));
  }

  /** Two columns, the second wrapped in its place. */
  table(rows: readonly (readonly [left: string, right: string])[]): void {
    const width = Math.max(0, ...rows.map(([left]) => left.length));
    for (const [left, right] of rows) {
      const [first, ...rest] = this.wrap(right, width + 2 * INDENT.length);
      this.line(`${INDENT}${left.padEnd(width)}${INDENT}${first}`.trimEnd());
      rest.forEach(line => this.line(`${INDENT}${' '.repeat(width)}${INDENT}${line}`));
    }
  }

  /** A paragraph, indented. */
  text(text: string, depth: number = 1): void {
    this.wrap(text, depth * INDENT.length).forEach(line => this.line(INDENT.repeat(depth) + line));
  }

  /** Breaks between words only: what is longer than a line, such as an address, stays whole to be copied. */
  private wrap(text: string, indent: number): string[] {
    const lines = [''];
    for (const word of text.split(' ')) {
      const last = lines.length - 1;
      if (lines[last] !== '' && indent + lines[last].length + 1 + word.length > this.columns) {
        lines.push(word);
      } else {
        lines[last] = lines[last] === '' ? word : `${lines[last]} ${word}`;
      }
    }
    return lines;
  }

  private overwrite(text: string): void {
    this.output.write(`${this.output.isTTY ? '\r\x1b[K' : ''}${text}\n`);
  }

  private paint(code: string, text: string): string {
    return this.color ? `\x1b[${code}m${text}\x1b[0m` : text;
  }
}
