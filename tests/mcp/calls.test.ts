import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { createPrefill, setStatus } from '../support/responses.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { type SmtpTestServer, startSmtpServer } from '../support/smtp-server.ts';
import { createWorld, type World } from '../support/world.ts';
import { callMessage, callTool, sendRpc } from './agent.ts';

const log: string[] = [];
let smtp: SmtpTestServer;
let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  smtp = await startSmtpServer();
  gateway = await startTestGateway({
    environment: { SMTP_URL: smtp.url, SMTP_TIMEOUT_MS: '5000' },
    onLog: (line) => log.push(line),
  });
  world = await createWorld(gateway);
});
afterAll(async () => {
  await gateway.drop();
  await smtp.close();
});

const call = (name: string, passed: object = {}, key = world.tenant.key) =>
  callTool(gateway, key, name, passed);

/** A request of REST and the same call of a tool. */
interface Pair {
  title: string;
  request: (world: World) => [method: string, path: string, body?: unknown];
  tool: string;
  passed: (world: World) => object;
  code: string;
  scopes?: string[];
}

const unknownId = randomUUID();
const email = 'recipient@example.com';
const long = 'x'.repeat(301);

const pairs: Pair[] = [
  {
    title: 'missing and unknown fields at any depth',
    request: () => ['POST', '/workflows/send/', { entity: { legal_nam: 'A' }, ddq: {}, emial: email }],
    tool: 'send_workflow',
    passed: () => ({ entity: { legal_nam: 'A' }, ddq: {}, emial: email }),
    code: 'validation_error',
  },
  {
    title: 'values of wrong types and over limits',
    request: ({ company }) => [
      'PATCH',
      `/entities/${company}/`,
      { phone: 4, legal_name: long, email: 'no address' },
    ],
    tool: 'update_entity',
    passed: ({ company }) => ({ id: company, phone: 4, legal_name: long, email: 'no address' }),
    code: 'validation_error',
  },
  {
    title: 'values that an enum does not have',
    request: () => ['GET', '/responses/?status=DRAFT,drafted&entity_id=1&created_after=today'],
    tool: 'list_responses',
    passed: () => ({ status: ['DRAFT', 'drafted'], entity_id: 1, created_after: 'today' }),
    code: 'validation_error',
  },
  {
    title: 'unknown filters',
    request: () => ['GET', '/entities/?colour=red'],
    tool: 'list_entities',
    passed: () => ({ colour: 'red' }),
    code: 'validation_error',
  },
  {
    title: 'an unknown id',
    request: () => ['GET', `/responses/${unknownId}/`],
    tool: 'get_response',
    passed: () => ({ id: unknownId }),
    code: 'not_found',
  },
  {
    title: 'a malformed id',
    request: () => ['POST', '/responses/nothing/start-review/', {}],
    tool: 'start_review',
    passed: () => ({ id: 'nothing' }),
    code: 'not_found',
  },
  {
    title: 'an unknown questionnaire',
    request: () => ['GET', '/questionnaires/2147483647/'],
    tool: 'get_questionnaire',
    passed: () => ({ id: 2_147_483_647 }),
    code: 'not_found',
  },
  {
    title: 'a file that does not exist',
    request: () => ['GET', `/documents/${unknownId}/content/`],
    tool: 'get_document_file',
    passed: () => ({ id: unknownId }),
    code: 'not_found',
  },
  {
    title: 'a check of a company',
    request: ({ company }) => [
      'POST',
      '/workflows/send/',
      { entity_id: company, verification: { checks: { document: true } }, email },
    ],
    tool: 'send_workflow',
    passed: ({ company }) => ({
      entity_id: company,
      verification: { checks: { document: true } },
      email,
    }),
    code: 'validation_error',
  },
  {
    title: 'a missing scope, which is checked after the shape',
    request: () => ['POST', '/entities/', { legal_name: 'Acme' }],
    tool: 'create_entity',
    passed: () => ({ legal_name: 'Acme' }),
    code: 'permission_denied',
    scopes: ['READ'],
  },
  {
    title: 'a missing scope to read',
    request: () => ['GET', '/webhooks/'],
    tool: 'list_webhooks',
    passed: () => ({}),
    code: 'permission_denied',
    scopes: ['READ'],
  },
];

/** The request's id is the only difference. */
const withoutId = ({ request_id: _id, ...body }: any) => body;

describe('an error of a tool is the one of REST:', () => {
  it.each(pairs)('$title', async ({ request, tool, passed, code, scopes }) => {
    const key = scopes ? await world.tenant.createKey({ scopes }) : world.tenant.key;
    const [method, path, sent] = request(world);
    const { body } = await gateway.rest(method, path, sent, { key });
    const answer = await call(tool, passed(world), key);
    expect(answer.isError).toBe(true);
    expect(body.code).toBe(code);
    expect(withoutId(answer.structuredContent)).toEqual(withoutId(body));
    expect(JSON.parse(answer.content[0]!.text)).toEqual(answer.structuredContent);
    expect(answer.structuredContent.request_id).toMatch(/^[\da-f-]{36}$/);
  });

  it('a wrong status', async () => {
    const id = await createPrefill(world);
    const { body } = await world.tenant.rest('POST', `/responses/${id}/approve/`, {});
    const { structuredContent } = await call('approve_response', { id });
    expect(structuredContent).toMatchObject({
      code: 'invalid_request',
      details: { current_status: 'PREFILL' },
    });
    expect(withoutId(structuredContent)).toEqual(withoutId(body));
  });

  it('no credit, and an email that is not accepted', async () => {
    const poor = await createWorld(gateway, { credits: 0 });
    const passed = { entity_id: poor.company, ddq: { questionnaire_id: poor.questionnaire }, email };
    expect((await call('send_workflow', passed, poor.tenant.key)).structuredContent).toMatchObject({
      code: 'insufficient_credits',
    });
    smtp.behaviour = 'refuse-connection';
    const send = { entity_id: world.company, ddq: { questionnaire_id: world.questionnaire }, email };
    const { body } = await world.tenant.rest('POST', '/workflows/send/', send);
    const { structuredContent } = await call('send_workflow', send);
    smtp.behaviour = 'accept';
    expect(structuredContent).toMatchObject({
      code: 'email_dispatch_failed',
      details: { reason: 'unreachable' },
    });
    expect(withoutId(structuredContent)).toEqual(withoutId(body));
  });

  it('too many resends, which says when to try again', async () => {
    const sent = await call('send_workflow', {
      entity_id: world.company,
      ddq: { questionnaire_id: world.questionnaire },
      email,
    });
    const passed = (attempt: number) => ({
      session_id: sent.structuredContent.workflow_session_id,
      idempotency_key: `resend-${attempt}`,
    });
    for (const attempt of [1, 2, 3, 4, 5]) {
      expect((await call('resend_workflow', passed(attempt))).isError).toBeUndefined();
    }
    const answer = await call('resend_workflow', passed(6));
    expect(answer).toMatchObject({ isError: true, structuredContent: { code: 'rate_limited' } });
    expect(answer._meta?.['postern/retry_after_seconds']).toBeGreaterThan(0);
  });
});

describe('the arguments of a tool', () => {
  it('a missing id and the problems of the other arguments are reported together', async () => {
    const { structuredContent } = await call('request_changes', { mesage: 'Hello', session: 1 });
    expect(structuredContent.errors).toEqual({
      id: ['This field is required.'],
      message: ['This field is required.'],
      mesage: ['Unknown field.'],
      session: ['Unknown field.'],
    });
  });

  it('values that are objects where a text belongs are invalid', async () => {
    expect((await call('get_entity', { id: { of: 'what' } })).structuredContent.errors).toEqual({
      id: ['A valid string is required.'],
    });
    expect(
      (await call('list_entities', { search: { for: 1 }, cursor: { of: 'it' } })).structuredContent.errors,
    ).toEqual({
      search: ['A valid string is required.'],
      cursor: ['A valid string is required.'],
    });
    expect(
      (await call('create_entity', { legal_name: 'A', idempotency_key: true })).structuredContent.errors,
    ).toEqual({ idempotency_key: ['A valid string is required.'] });
  });

  it('the parameters of pages in REST are not arguments', async () => {
    expect((await call('list_entities', { page: 2, page_size: 100 })).structuredContent.errors).toEqual({
      page: ['Unknown parameter.'],
      page_size: ['Unknown parameter.'],
    });
  });

  it('null is the same as leaving an optional argument out', async () => {
    const answer = await call('list_responses', { status: null, search: null, cursor: null });
    expect(answer.structuredContent.next_cursor).toBeDefined();
    expect(answer.isError).toBeUndefined();
  });
});

describe('a list', () => {
  it('a list has ten items and a cursor, and no item twice while others are added', async () => {
    const { tenant } = await createWorld(gateway);
    const created: string[] = [];
    const add = async (name: string) =>
      created.push((await tenant.rest('POST', '/entities/', { legal_name: name })).body.id);
    for (let index = 0; index < 22; index += 1) {
      await add(`Listed ${index}`);
    }
    const pages: any[] = [];
    let cursor: string | null = null;
    do {
      const passed = { search: 'Listed', ...(cursor !== null && { cursor }) };
      const { structuredContent } = await call('list_entities', passed, tenant.key);
      pages.push(structuredContent);
      cursor = structuredContent.next_cursor;
      await add(`Listed later ${pages.length}`);
    } while (cursor !== null);
    expect(pages.map(({ count, results }) => [count, results.length])).toEqual([
      [22, 10],
      [23, 10],
      [24, 2],
    ]);
    const ids = pages.flatMap(({ results }) => results.map(({ id }: { id: string }) => id));
    expect(ids).toEqual(created.slice(0, 22).reverse());
  });

  it('a list below another object has a cursor as well, and rejects one of another list', async () => {
    const { tenant, company, questionnaire } = await createWorld(gateway);
    const sent = await call(
      'send_workflow',
      { entity_id: company, ddq: { questionnaire_id: questionnaire }, email },
      tenant.key,
    );
    const { response_id, workflow_session_id } = sent.structuredContent;
    for (let index = 0; index < 11; index += 1) {
      await gateway.services.allTenants.response.update({
        where: { id: response_id },
        data: { status: 'SUBMITTED' },
      });
      await call('start_review', { id: response_id, idempotency_key: `start-${index}` }, tenant.key);
    }
    const first = (await call('list_response_events', { id: response_id }, tenant.key)).structuredContent;
    const second = (
      await call('list_response_events', { id: response_id, cursor: first.next_cursor }, tenant.key)
    ).structuredContent;
    expect(first.results).toHaveLength(10);
    expect(second.next_cursor).toBeNull();
    expect(first.results.length + second.results.length).toBe(first.count);
    expect(
      (
        await call(
          'list_workflow_session_events',
          { session_id: workflow_session_id, cursor: first.next_cursor },
          tenant.key,
        )
      ).structuredContent,
    ).toMatchObject({
      code: 'validation_error',
      errors: { cursor: ['Pass a cursor that a page of this list returned.'] },
    });
  });
});

describe('a questionnaire', () => {
  it('a questionnaire is returned section by section, with the titles of all', async () => {
    const text = (key: string) => ({ key, text: `What is ${key}?`, type: 'TEXT' });
    const { id } = await newQuestionnaire(world.tenant, {
      name: 'Long',
      type: 'DDQ',
      sections: ['one', 'two', 'three'].map((title) => ({ title, questions: [text(title)] })),
    });
    const { body } = await world.tenant.rest('GET', `/questionnaires/${id}/`);
    const parts: any[] = [];
    for (let section: number | null = 1; section !== null; ) {
      const { structuredContent }: any = await call('get_questionnaire', {
        id,
        ...(section > 1 && { section }),
      });
      parts.push(structuredContent);
      section = structuredContent.next_section;
    }
    expect(parts).toEqual(
      body.sections.map((section: object, index: number) => ({
        ...body,
        sections: [section],
        section_titles: ['one', 'two', 'three'],
        next_section: [2, 3, null][index],
      })),
    );
    expect((await call('get_questionnaire', { id, section: 4 })).structuredContent.errors).toEqual({
      section: ['Use an integer from 1 to 3.'],
    });
    expect((await call('get_questionnaire', { id, section: 'first' })).structuredContent.errors).toEqual({
      section: ['Use an integer from 1.'],
    });
  });
});

describe('files', () => {
  const upload = (content: string, more: object = {}) =>
    call('upload_document', { id: world.company, file: { name: 'register.txt', content, ...more } });
  const inBase64 = (bytes: string | Buffer) => Buffer.from(bytes).toString('base64');

  it('a file is uploaded in base64, and returned as it was, as a resource', async () => {
    const { structuredContent: document } = await upload(inBase64('Company number: 04812377'));
    expect(document).toMatchObject({ name: 'register.txt', content_type: 'text/plain' });
    const { structuredContent, content } = await call('get_document_file', { id: document.id });
    const url = `${gateway.services.publicUrl}/api/v1/documents/${document.id}/content/`;
    expect(structuredContent).toEqual({
      id: document.id,
      name: 'register.txt',
      content_type: 'text/plain',
      size_bytes: 24,
      url,
    });
    expect(content[1]).toMatchObject({
      type: 'resource',
      resource: { uri: url, mimeType: 'text/plain', blob: inBase64('Company number: 04812377') },
    });
  });

  it('a large file is linked and not contained', async () => {
    const { structuredContent: document } = await upload(inBase64(Buffer.alloc(600_000, 'a line of text\n')));
    const { content } = await call('get_document_file', { id: document.id });
    expect(content[1]).toMatchObject({ type: 'resource_link', size: 600_000, mimeType: 'text/plain' });
    expect(JSON.stringify(content).length).toBeLessThan(3_000);
  });

  it.each([
    ['no base64', 'Ünicode', {}, { 'file.content': ['Use the content of the file in base64.'] }],
    ['a field that does not exist', 'QQ==', { path: '/etc/passwd' }, { 'file.path': ['Unknown field.'] }],
    [
      'a long name',
      'QQ==',
      { name: 'x'.repeat(256) },
      { 'file.name': ['Use a name of at most 255 characters.'] },
    ],
    ['an empty file', '', {}, { file: ['The file is empty.'] }],
  ])('an upload with %s is invalid', async (_title, content, more, errors) => {
    expect((await upload(content, more)).structuredContent).toMatchObject({
      code: 'validation_error',
      errors,
    });
  });

  it('an upload of something that is no file, or of too much, is rejected', async () => {
    const notAFile = await call('upload_document', { id: world.company, file: 'register.txt' });
    expect(notAFile.structuredContent.errors).toEqual({ file: ['Send one file.'] });
    const tooLarge = await upload(inBase64(Buffer.alloc(716_801)));
    expect(tooLarge.structuredContent.code).toBe('payload_too_large');
  });
});

describe('log lines', () => {
  it('the log line of a call has the tenant, the key and the request, as that of REST', async () => {
    log.splice(0);
    const answer = await call('get_entity', { id: unknownId });
    const line = log.map((text) => JSON.parse(text)).find(({ msg }) => msg === 'request');
    expect(line).toMatchObject({
      route: '/mcp',
      requestId: answer.structuredContent.request_id,
      tenantId: world.tenant.id,
    });
    expect(line.apiKeyId).toMatch(/^[\da-f-]{36}$/);
    const called = log.map((text) => JSON.parse(text)).find(({ tool }) => tool !== undefined);
    expect(called).toMatchObject({
      tool: 'get_entity',
      requestId: line.requestId,
      tenantId: world.tenant.id,
    });
    expect(log.join()).not.toContain(unknownId);
  });
});

describe('X-Acting-User', () => {
  const callAs = async (tool: string, id: string, person?: string) => {
    const { body } = await sendRpc(gateway, callMessage(tool, { id }), {
      key: world.tenant.key,
      ...(person !== undefined && { headers: { 'x-acting-user': person } }),
    });
    return body.result.structuredContent;
  };

  it('the person whom the header names reviews a response by a tool, and another one decides with fourEyes', async () => {
    await world.tenant.graphql('mutation { updateTenant(input: { fourEyes: true }) { __typename } }');
    const { responseId } = await sendWorkflow(world);
    await setStatus(world, responseId, 'UNDER_REVIEW');
    expect(await callAs('complete_review', responseId)).toMatchObject({ code: 'invalid_request' });
    const ada = { name: 'Ada Byron', email: 'ada@team.example' };
    expect(await callAs('complete_review', responseId, 'Ada Byron <ada@team.example>')).toMatchObject({
      reviewed_by: ada,
    });
    expect(await callAs('approve_response', responseId, 'Ada Byron <ada@team.example>')).toMatchObject({
      code: 'invalid_request',
    });
    expect(await callAs('approve_response', responseId, 'Grace Hopper <grace@team.example>')).toMatchObject({
      decided_by: { email: 'grace@team.example' },
    });
    await world.tenant.graphql('mutation { updateTenant(input: { fourEyes: false }) { __typename } }');
  });

  it('a malformed header is HTTP 400 before any tool is called', async () => {
    const answer = await sendRpc(gateway, callMessage('get_credits', {}), {
      key: world.tenant.key,
      headers: { 'x-acting-user': 'no one' },
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_error' } });
  });
});
