/** What a validation error says of one place of the input. */
export interface RefusedField {
  path: string;
  messages: readonly string[];
}

/** How the fields of an input are called on the command line: `{ defaultExpiryHours: '--expiry-hours' }`. */
export type FieldNames = Readonly<Record<string, string>>;

/** A command could not be carried out. Each line is for the person who typed it, and none shows a secret. */
export class CommandFailure extends Error {
  readonly lines: readonly string[];

  constructor(...lines: string[]) {
    super(lines.join('\n'));
    this.name = 'CommandFailure';
    this.lines = lines;
  }

  /** One line for each refused field, under the name by which it was given. */
  static ofFields(fields: readonly RefusedField[], names: FieldNames): CommandFailure {
    return new CommandFailure(
      ...fields.map(({ path, messages }) => `${names[path] ?? path}: ${messages.join(' ')}`),
    );
  }
}
