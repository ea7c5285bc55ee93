import type {
  MediaTypeObject,
  OpenAPIObject,
  OperationObject,
  ParameterObject,
  ReferenceObject,
  RequestBodyObject,
  ResponseObject,
  SchemaObject,
} from 'openapi3-ts/oas31';
import { curlLine } from './curl.ts';
import { componentOf, resolve } from './resolve.ts';
import { fieldTable, table } from './tables.ts';
import { typeText } from './type-text.ts';

interface OperationOptions {
  document: OpenAPIObject;
  method: string;
  path: string;
  operation: OperationObject;
}

const multipart = 'multipart/form-data';

/** One operation as a section of a page. */
export function operationSection({ document, method, path, operation }: OperationOptions): string {
  const parameters = (operation.parameters ?? []).map((part) => resolve<ParameterObject>(document, part));
  const { content = {} } = operation.requestBody
    ? resolve<RequestBodyObject>(document, operation.requestBody)
    : {};
  const [bodyType, body] = Object.entries(content)[0] ?? [];
  const serverUrl = document.servers?.[0]?.url ?? '';
  const responses = Object.entries(operation.responses ?? {}).map(
    ([status, response]) =>
      [status, resolve<ResponseObject>(document, response as ResponseObject | ReferenceObject)] as const,
  );
  const successes = responses.filter(([status]) => Number(status) < 400);
  return blocks([
    `## ${operation.summary}`,
    `\`${method} /api/v1${path}\``,
    operation.description,
    table(
      ['Parameter', 'In', 'Type', 'Description'],
      parameters.map(({ name, in: place, required, schema = {}, description = '' }) => [
        `\`${name}\`${required ? ' (required)' : ''}`,
        place,
        typeText(document, schema),
        description,
      ]),
    ),
    ...(body && bodyType ? bodyBlocks(document, bodyType, body) : []),
    ...examplesOf(body).map(({ summary, value }) => {
      const isMultipart = bodyType === multipart;
      const isFile = successes.some(([, { content: file = {} }]) => '*/*' in file);
      const line = curlLine({ serverUrl, method, path, parameters, body: value, isMultipart, isFile });
      return blocks([summary, fence('sh', line)]);
    }),
    ...successes.map(([status, response]) => successBlocks(document, status, response)),
    errorTable(responses),
  ]);
}

/** Blocks of Markdown with a blank line between them; those without a text are left out. */
export const blocks = (texts: readonly (string | undefined)[]): string => texts.filter(Boolean).join('\n\n');

const fence = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

const bodyBlocks = (document: OpenAPIObject, type: string, { schema = {} }: MediaTypeObject): string[] => [
  `**Body** (\`${type}\`)`,
  fieldTable(document, schema),
];

function examplesOf(body: MediaTypeObject | undefined): { summary: string | undefined; value: unknown }[] {
  const examples = Object.values(body?.examples ?? {});
  return examples.length === 0
    ? [{ summary: undefined, value: undefined }]
    : examples.map((example) =>
        'value' in example
          ? { summary: `${example.summary}:`, value: example.value }
          : { summary: undefined, value: undefined },
      );
}

function successBlocks(
  document: OpenAPIObject,
  status: string,
  { description, content = {} }: ResponseObject,
): string {
  const media = content['application/json'];
  const name = media?.schema && componentOf(media.schema);
  const [example] = Object.values(media?.examples ?? {});
  return blocks([
    `**${status}** ${description}${name === undefined ? '' : ` ${typeText(document, media?.schema as SchemaObject)}`}`,
    example && 'value' in example ? fence('json', JSON.stringify(example.value, null, 2)) : undefined,
  ]);
}

function errorTable(responses: readonly (readonly [string, ResponseObject])[]): string {
  const rows = responses
    .filter(([status]) => Number(status) >= 400)
    .flatMap(([status, { content = {} }]) =>
      Object.entries(content['application/json']?.examples ?? {}).map(([code, example]) => [
        status,
        `\`${code}\``,
        ('summary' in example ? example.summary : undefined) ?? '',
      ]),
    );
  return blocks(['**Errors**', table(['Status', 'Code', 'Meaning'], rows)]);
}
