/** A REST client whose types are generated from the OpenAPI document, as `rest.ts` beside it. */
import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './rest.ts';

type Schemas = components['schemas'];
type Postern = Client<paths>;

export const connect = (origin: string, key: string): Postern =>
  createClient<paths>({
    baseUrl: `${origin}/api/v1`,
    headers: { Authorization: `Bearer ${key}` },
    querySerializer: { array: { style: 'form', explode: false } },
  });

export async function send(
  postern: Postern,
  { questionnaireId, email }: { questionnaireId: number; email: string },
): Promise<{ receipt: Schemas['WorkflowReceipt'] } | { problem: string }> {
  const { data, error } = await postern.POST('/workflows/send/', {
    params: { header: { 'Idempotency-Key': `send-${email}` } },
    body: {
      entity: { legal_name: 'Typed Trading Ltd', jurisdiction: 'GB' },
      ddq: { questionnaire_id: questionnaireId },
      email,
    },
  });
  return data ? { receipt: data } : { problem: explain(error) };
}

export async function save(postern: Postern, id: string, answers: Schemas['AnswerInput'][]) {
  const { data, error } = await postern.PUT('/responses/{id}/save/', {
    params: { path: { id } },
    body: { answers },
  });
  return data
    ? { values: Object.fromEntries(data.answers.map(({ question_key, value }) => [question_key, value])) }
    : { problem: explain(error) };
}

/** Reviews and approves a response, and returns the statuses that it goes through. */
export async function review(postern: Postern, id: string): Promise<Schemas['ResponseStatus'][]> {
  const params = { path: { id } };
  const steps = [
    await postern.POST('/responses/{id}/start-review/', { params, body: { notes: 'First look' } }),
    await postern.POST('/responses/{id}/complete-review/', { params }),
    await postern.POST('/responses/{id}/approve/', { params, body: { notes: 'Low risk' } }),
  ];
  return steps.map(({ data, error }) => {
    if (!data) throw new Error(explain(error));
    return data.status;
  });
}

/** Reads all pages of a list, two items at a time, and returns the items and how many pages they came on. */
export async function listResponses(postern: Postern, status: Schemas['ResponseStatus'][]) {
  const items: Schemas['ResponseSummary'][] = [];
  for (let page = 1; ; page += 1) {
    const { data, error } = await postern.GET('/responses/', {
      params: { query: { status, page, page_size: 2 } },
    });
    if (!data) throw new Error(explain(error));
    items.push(...data.results);
    if (data.next === null) return { items, pages: page };
  }
}

export async function upload(postern: Postern, entityId: string, file: File): Promise<Schemas['Document']> {
  const { data, error } = await postern.POST('/entities/{id}/documents/', {
    params: { path: { id: entityId } },
    // The generator has no type for the bytes of a file, which therefore are put in place by the serializer.
    body: { file: '' },
    bodySerializer: () => {
      const form = new FormData();
      form.append('file', file);
      return form;
    },
  });
  if (!data) throw new Error(explain(error));
  return data;
}

/** What the program shows its user. The codes are checked against the document: a wrong one does not compile. */
function explain(error: Schemas['Error']): string {
  switch (error.code) {
    case 'validation_error':
      return Object.entries(error.errors ?? {})
        .map(([path, messages]) => `${path}: ${messages.join(' ')}`)
        .join('; ');
    case 'invalid_request':
      return `Not possible while it is ${error.details?.['current_status']}.`;
    case 'insufficient_credits':
      return 'Please buy credits.';
    // @ts-expect-error: No error has this code.
    case 'out_of_credits':
      return 'Never.';
    default:
      return `${error.error} (${error.request_id})`;
  }
}
