import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';

const questionCount = 140;
/** The body of a save has at most 1 MiB. */
const savedTogether = 20;
const longest = 20_000;
const maxBytes = 20 * 1_048_576;

let gateway: TestGateway;
let tenant: TestTenant;
/** A response with 2.8 MB of answers, and one whose answers JSON writes as twice as many bytes. */
let plain: string;
let quoted: string;

beforeAll(async () => {
  gateway = await startTestGateway({ countStatements: true });
  tenant = await gateway.createTenant();
  const { id: questionnaire } = await newQuestionnaire(tenant, {
    name: 'Long questionnaire',
    type: 'DDQ',
    sections: [
      {
        title: 'All',
        questions: Array.from({ length: questionCount }, (_, index) => ({
          key: `q${index}`,
          text: `Question ${index}?`,
          type: 'LONG_TEXT',
        })),
      },
    ],
  });
  plain = await createAnswered(questionnaire, 'x'.repeat(longest));
  quoted = await createAnswered(questionnaire, '"'.repeat(longest));
});
afterAll(() => gateway.drop());

async function createAnswered(questionnaire: number, value: string): Promise<string> {
  const { body } = await tenant.rest('POST', '/workflows/send/', {
    entity: { legal_name: 'Talkative Ltd' },
    ddq: { questionnaire_id: questionnaire, prefill: true },
  });
  for (let start = 0; start < questionCount; start += savedTogether) {
    const answers = Array.from({ length: savedTogether }, (_, index) => ({
      question_key: `q${start + index}`,
      value,
    }));
    const saved = await tenant.rest('PUT', `/responses/${body.response_id}/save/`, { answers });
    expect(saved.status).toBe(200);
  }
  return body.response_id;
}

const aliases = (count: number) => Array.from({ length: count }, (_, index) => `a${index}: value`).join(' ');

async function send(query: string) {
  const { body } = await gateway.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: {
      authorization: `Bearer ${tenant.key}`,
      'content-type': 'application/json',
      accept: 'application/json',
    },
    payload: JSON.stringify({ query }),
  });
  return body;
}

const tooLarge = {
  errors: [{ message: expect.stringContaining('20 MiB'), extensions: { code: 'BAD_REQUEST' } }],
};

describe('a response of more than 20 MiB is rejected', () => {
  it('a GraphQL response of less than 20 MiB is sent in full', async () => {
    const body = await send(`{ response(id: "${plain}") { answers { ${aliases(7)} } } }`);
    expect(body.length).toBeGreaterThan(19_000_000);
    expect(body.length).toBeLessThan(maxBytes);
    expect(JSON.parse(body).data.response.answers[139].a6).toHaveLength(longest);
  });

  it('while it is being built', async () => {
    const stringify = vi.spyOn(JSON, 'stringify');
    const body = await send(`{ response(id: "${plain}") { answers { ${aliases(10)} } } }`);
    const longestText = Math.max(...stringify.mock.results.map(({ value }) => value?.length ?? 0));
    stringify.mockRestore();
    expect(JSON.parse(body)).toEqual(tooLarge);
    // Of 28 MB nothing has been written.
    expect(longestText).toBeLessThan(1_000);
  });

  it('however its texts become long in JSON only', async () => {
    expect(JSON.parse(await send(`{ response(id: "${quoted}") { answers { ${aliases(2)} } } }`)).errors).toBe(
      undefined,
    );
    const body = await send(`{ response(id: "${quoted}") { answers { ${aliases(5)} } } }`);
    expect(JSON.parse(body)).toEqual(tooLarge);
  });

  it('a GraphQL response of more than 20 MiB is rejected as a whole even where its large parts may be null', async () => {
    const field = (name: string) => `${name}: response(id: "${plain}") { answers { ${aliases(4)} } }`;
    expect(JSON.parse(await send(`{ ${field('a')} ${field('b')} ${field('c')} }`))).toEqual(tooLarge);
  });

  it('stored answers are not read when they are already too large for a GraphQL response', async () => {
    const { allTenants } = gateway.services;
    const { id, ...response } = await allTenants.response.findUniqueOrThrow({ where: { id: plain } });
    const copies = Array.from({ length: 14 }, (_, index) => `${id.slice(0, -1)}${(index + 1).toString(16)}`);
    const others = copies.filter((copy) => copy !== id);
    await allTenants.response.createMany({ data: others.map((copy) => ({ ...response, id: copy })) });
    for (const copy of others) {
      await allTenants.$executeRaw`
        INSERT INTO answers (response_id, question_id, tenant_id, value)
        SELECT ${copy}::uuid, question_id, tenant_id, value FROM answers WHERE response_id = ${id}::uuid`;
    }
    const open = vi.spyOn(gateway.services.cipher, 'open');
    const list = await send('{ responses(first: 100) { nodes { answers { value } } } }');
    expect(JSON.parse(list)).toEqual(tooLarge);
    expect(open).not.toHaveBeenCalled();
    const single = await send(
      `{ ${others
        .slice(0, 10)
        .map((one, index) => `r${index}: response(id: "${one}") { answers { value } }`)
        .join(' ')} }`,
    );
    expect(JSON.parse(single)).toEqual(tooLarge);
    // Some were read before it showed that all of them are too many.
    expect(open.mock.calls.length).toBeLessThan(10 * questionCount);
    open.mockRestore();
    await allTenants.answer.deleteMany({ where: { responseId: { in: others } } });
    await allTenants.response.deleteMany({ where: { id: { in: others } } });
  });

  it('REST returns long responses and full pages regardless of the limit on GraphQL responses', async () => {
    const { status, body } = await tenant.rest('GET', `/responses/${plain}/`);
    expect(status).toBe(200);
    expect(body.answers).toHaveLength(questionCount);
    expect(await tenant.rest('GET', '/responses/?page_size=100')).toMatchObject({ status: 200 });
    expect(await tenant.rest('GET', '/captured-mails/?page_size=100')).toMatchObject({ status: 200 });
  });
});
