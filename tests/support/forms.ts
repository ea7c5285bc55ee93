import type { RestAnswer, TestGateway } from './gateway.ts';

/** One part of a form: the text of a field, or a file. */
export type FormPart = { name: string; text: string; type?: string } | { name: string; file: FormFile };

export interface FormFile {
  content: Buffer;
  /** As the sender's device tells it, bytes and all. */
  fileName?: string;
  /** What the sender says it is. */
  type?: string;
}

const boundary = 'a-boundary-of-the-tests';

export const formType = `multipart/form-data; boundary=${boundary}`;

/** A body of type `formType`, byte by byte, so that names may be what no browser would send. */
export const formOf = (parts: readonly FormPart[]): Buffer =>
  Buffer.concat([...parts.map(partOf), Buffer.from(`--${boundary}--\r\n`)]);

export function partOf(part: FormPart): Buffer {
  const head = [`--${boundary}`, `Content-Disposition: form-data; name="${part.name}"`];
  if ('text' in part) {
    const type = part.type === undefined ? [] : [`Content-Type: ${part.type}`];
    return Buffer.from([...head, ...type, '', part.text, ''].join('\r\n'));
  }
  const { content, fileName = 'upload', type = 'application/octet-stream' } = part.file;
  const lines = [head[0], `${head[1]}; filename="${fileName}"`, `Content-Type: ${type}`, '', ''];
  return Buffer.concat([Buffer.from(lines.join('\r\n')), content, Buffer.from('\r\n')]);
}

interface SendOptions {
  gateway: TestGateway;
  key?: string | undefined;
  headers?: Record<string, string>;
}

/** Sends a body to a path of the API. */
export async function sendForm(
  path: string,
  payload: Buffer | string,
  { gateway, key, headers = {} }: SendOptions,
): Promise<RestAnswer> {
  const response = await gateway.app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': formType, ...(key && { authorization: `Bearer ${key}` }), ...headers },
    payload,
  });
  return { status: response.statusCode, headers: response.headers, body: response.json() };
}

/** A GraphQL request with files, by the multipart request specification. */
export const operationForm = (
  operations: object,
  files: Record<string, { places: string[]; file: FormFile }>,
): Buffer =>
  formOf([
    { name: 'operations', text: JSON.stringify(operations) },
    {
      name: 'map',
      text: JSON.stringify(
        Object.fromEntries(Object.entries(files).map(([name, { places }]) => [name, places])),
      ),
    },
    ...Object.entries(files).map(([name, { file }]) => ({ name, file })),
  ]);
