import type { ParameterObject } from 'openapi3-ts/oas31';

interface CurlOptions {
  serverUrl: string;
  method: string;
  path: string;
  parameters: readonly ParameterObject[];
  /** The example of the body; undefined without one. */
  body: unknown;
  isMultipart: boolean;
  isFile: boolean;
}

/** A line for a shell that sends an example. The key is in the variable `POSTERN_KEY`. */
export function curlLine(options: CurlOptions): string {
  const { serverUrl, method, path, parameters, body, isMultipart, isFile } = options;
  const filled = path.replace(/\{(\w+)\}/g, (_match, name: string) =>
    String(parameters.find((parameter) => parameter.name === name)?.example),
  );
  const isPlain = (method === 'GET' && body === undefined) || (method === 'POST' && body !== undefined);
  return [
    `curl${isFile ? ' -sSfOJ' : ' -s'}${isPlain ? '' : ` -X ${method}`} '${serverUrl}${filled}'`,
    `-H "Authorization: Bearer $POSTERN_KEY"`,
    ...bodyOptions(body, isMultipart),
  ].join(' \\\n  ');
}

function bodyOptions(body: unknown, isMultipart: boolean): string[] {
  if (body === undefined) {
    return [];
  }
  if (isMultipart) {
    return Object.entries(body as object).map(([name, value]) => `-F ${name}=@${value}`);
  }
  const text = JSON.stringify(body).replaceAll("'", String.raw`'\''`);
  return [`-H 'Content-Type: application/json'`, `-d '${text}'`];
}
