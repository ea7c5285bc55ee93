/**
 * The environment cannot be used. Each line has the name of one setting and its accepted values; none shows the value itself.
 */
export class SettingsError extends Error {
  readonly lines: string[];

  constructor(lines: string[], options?: ErrorOptions) {
    super(lines.join('\n'), options);
    this.name = 'SettingsError';
    this.lines = lines;
  }
}
