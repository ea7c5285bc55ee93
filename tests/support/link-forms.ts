import { type FormPart, formOf, formType } from './forms.ts';
import type { RestAnswer, TestGateway } from './gateway.ts';

/** What a link's page was answered with: as HTML, or as the page's script gets it. */
export interface FormAnswer {
  status: number;
  headers: RestAnswer['headers'];
  body: string;
}

/** Sends a form with files to a link, as a browser without JavaScript does. */
export async function sendParts(
  { app }: Pick<TestGateway, 'app'>,
  path: string,
  parts: readonly FormPart[],
  headers: Record<string, string> = {},
): Promise<FormAnswer> {
  const response = await app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': formType, ...headers },
    payload: formOf(parts),
  });
  return { status: response.statusCode, headers: response.headers, body: response.body };
}

/** Sends a form without files to a link. */
export async function sendFields(
  { app }: Pick<TestGateway, 'app'>,
  path: string,
  fields: readonly (readonly [string, string])[],
  headers: Record<string, string> = {},
): Promise<FormAnswer> {
  const response = await app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString(),
  });
  return { status: response.statusCode, headers: response.headers, body: response.body };
}
