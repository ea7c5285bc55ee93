/** What a validation error says of one place of the input. */
export interface RejectedField {
  path: string;
  messages: readonly string[];
}

/** How the fields of an input are called on the command line: `{ defaultExpiryHours: '--expiry-hours' }`. */
export type FieldNames = Readonly<Record<string, string>>;

/** A command could not be carried out. Each line is for the person who typed it, and none shows a secret. */
export class CommandFailure extends Error {
  readonly lines: readonly string[];
  /** The messages of each rejected field; undefined if the failure is not about fields. */
  fields: Readonly<Record<string, readonly string[]>> | undefined;

  constructor(...lines: string[]) {
    super(lines.join('\n'));
    this.name = 'CommandFailure';
    this.lines = lines;
  }

  /** One line for each rejected field, under the name by which it was entered. */
  static ofFields(rejected: readonly RejectedField[], names: FieldNames): CommandFailure {
    const fields = rejected.map(({ path, messages }) => [names[path] ?? path, messages] as const);
    const failure = new CommandFailure(...fields.map(([name, messages]) => `${name}: ${messages.join(' ')}`));
    failure.fields = Object.fromEntries(fields);
    return failure;
  }
}
