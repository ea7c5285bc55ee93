import type { HeaderObject, ParameterObject } from 'openapi3-ts/oas31';
import { expect } from 'vitest';
import { exampleIds } from '../../src/rest/reference/example-ids.ts';
import { callerWith, furnish, type Things } from '../access/furnish.ts';
import { formOf, formType } from '../support/forms.ts';
import type { RestAnswer, TestGateway, TestTenant } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { type DocumentedOperation, problemsOf, resolve, responseOf } from './document.ts';

/** A tenant with one of everything that the examples mention, in the status that an operation requires. */
export interface Place {
  tenant: TestTenant;
  things: Things;
  /** The ids of the examples, and those that the tenant has in their place. */
  ids: Map<string, string>;
  questionnaire: number;
}

/** The statuses of what operations are carried out on, where a new one would be rejected. */
const statuses: Record<string, 'SUBMITTED' | 'UNDER_REVIEW' | 'REVIEWED'> = {
  startReview: 'SUBMITTED',
  requestChanges: 'UNDER_REVIEW',
  completeReview: 'UNDER_REVIEW',
  approveResponse: 'REVIEWED',
  rejectResponse: 'REVIEWED',
};

/** Makes a tenant of its own. */
export async function createPlace(gateway: TestGateway, operationId = ''): Promise<Place> {
  const tenant = await gateway.createTenant({ credits: 5 });
  const text = (key: string) => ({ key, text: `What is the ${key}?`, type: 'TEXT' });
  const { id: questionnaire } = await newQuestionnaire(tenant, {
    name: 'Company due diligence',
    type: 'DDQ',
    sections: [
      { title: 'The company', questions: ['legal_name', 'trading_names', 'full_name', 'purpose'].map(text) },
    ],
  });
  const things = await furnish(callerWith(gateway, tenant.key), { word: 'Harbour', questionnaire });
  const status = statuses[operationId];
  if (status) {
    await gateway.services.allTenants.response.update({ where: { id: things.response }, data: { status } });
  }
  await gateway.services.allTenants.verificationSession.update({
    where: { id: things.verificationSession },
    data: { status: 'COMPLETED', completedAt: new Date() },
  });
  // Nothing listens there.
  await tenant.rest('PATCH', `/webhooks/${things.webhook}/`, { url: 'http://127.0.0.1:9/', enabled: true });
  return {
    tenant,
    things,
    questionnaire,
    ids: new Map([
      [exampleIds.batch, things.batch],
      [exampleIds.company, things.company],
      [exampleIds.delivery, things.delivery],
      [exampleIds.document, things.document],
      [exampleIds.evidence, things.evidence],
      [exampleIds.individual, things.individual],
      [exampleIds.prefill, things.prefill],
      [exampleIds.response, things.response],
      [exampleIds.verificationSession, things.verificationSession],
      [exampleIds.webhook, things.webhook],
      [exampleIds.workflowSession, things.workflowSession],
    ]),
  };
}

const sharedPlaces = new WeakMap<TestGateway, Promise<Place>>();

/** A place for an operation. Those that only read share one. */
export function placeFor(gateway: TestGateway, { method, operation }: DocumentedOperation): Promise<Place> {
  if (method !== 'GET') {
    return createPlace(gateway, operation.operationId);
  }
  const place = sharedPlaces.get(gateway) ?? createPlace(gateway);
  sharedPlaces.set(gateway, place);
  return place;
}

/** A text of the reference with the tenant's own ids in place of those of the examples. */
export function textWithOwnIds(text: string, { ids, questionnaire }: Place): string {
  return [...ids]
    .reduce((replaced, [example, own]) => replaced.replaceAll(example, own), text)
    .replace(/"questionnaire_id":[12]\b/g, `"questionnaire_id":${questionnaire}`)
    .replace('/questionnaires/1/', `/questionnaires/${questionnaire}/`);
}

/** A value of the reference with the tenant's own ids in place of those of the examples. */
export const withOwnIds = <Value>(value: Value, place: Place): Value =>
  JSON.parse(textWithOwnIds(JSON.stringify(value ?? null), place));

/** The path of an operation with the ids of its examples. */
export function printedPathOf({ path, operation }: DocumentedOperation): string {
  const examples = new Map(
    (operation.parameters ?? []).map((parameter) => {
      const { name, example } = resolve<ParameterObject>(parameter);
      return [name, example];
    }),
  );
  return path.replace(/\{(\w+)\}/g, (_match, name) => String(examples.get(name)));
}

export const pathOf = (documented: DocumentedOperation, place: Place): string =>
  textWithOwnIds(printedPathOf(documented), place);

export const isMultipart = ({ operation }: DocumentedOperation): boolean =>
  'multipart/form-data' in ((operation.requestBody as any)?.content ?? {});

/** The body of an operation as it is sent. */
export function bodyOf(
  documented: DocumentedOperation,
  value: any,
): { body: unknown; headers: Record<string, string> } {
  if (!isMultipart(documented) || value === undefined) {
    return { body: value, headers: {} };
  }
  const parts = Object.entries(value).map(([name, text]) =>
    name === 'file'
      ? { name, file: { content: Buffer.from('Registered name: Harbour Light'), fileName: 'extract.txt' } }
      : { name, text: String(text) },
  );
  return { body: formOf(parts).toString(), headers: { 'content-type': formType } };
}

/** Compares a response with what the reference says of it. */
export function checkResponse(documented: DocumentedOperation, { status, headers, body }: RestAnswer): void {
  const response = responseOf(documented, status);
  expect(
    response,
    `${documented.name} returned ${status}, which is not documented: ${JSON.stringify(body)}`,
  ).toBeDefined();
  for (const [name, header] of Object.entries(response?.headers ?? {})) {
    const { required } = resolve<HeaderObject>(header);
    if (required || ['X-Request-Id', 'RateLimit', 'RateLimit-Policy'].includes(name)) {
      expect(headers, `${documented.name} ${status}`).toHaveProperty(name.toLowerCase());
    }
  }
  const schema = response?.content?.['application/json']?.schema;
  if (schema) {
    expect(problemsOf(schema, body), `${documented.name} ${status}`).toEqual([]);
  } else if (!response?.content) {
    expect(body).toBeUndefined();
  }
}
