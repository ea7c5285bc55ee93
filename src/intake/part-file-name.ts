/**
 * The name of a file as it was before a browser wrote it into a multipart form: only quotes and line breaks are escaped,
 * and a percent sign is not (HTML standard, multipart/form-data encoding algorithm).
 */
export const decodeFileName = (name: string): string =>
  name.replace(/%(22|0d|0a)/gi, (_escaped, code) => String.fromCharCode(Number.parseInt(code, 16)));
