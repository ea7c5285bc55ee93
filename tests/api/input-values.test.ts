import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { createPrefill, saveAnswers } from '../support/responses.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { startSmtpServer } from '../support/smtp-server.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
let smtp: Awaited<ReturnType<typeof startSmtpServer>>;
beforeAll(async () => {
  smtp = await startSmtpServer();
  gateway = await startTestGateway({ environment: { SMTP_URL: smtp.url } });
  world = await createWorld(gateway);
});
afterAll(async () => {
  await gateway.drop();
  await smtp.close();
});

describe('an id', () => {
  it('an id is a text on REST, and an integer for questionnaires, and nothing else', async () => {
    const id = String(world.questionnaire);
    const sent = await world.tenant.rest('POST', '/workflows/send/', {
      entity_id: 12,
      ddq: { questionnaire_id: id },
      email: 'nobody',
    });
    expect(sent.body).toMatchObject({
      code: 'validation_error',
      errors: {
        entity_id: ['A valid string is required.'],
        'ddq.questionnaire_id': ['A valid integer is required.'],
        email: [expect.any(String)],
      },
    });
    const started = await world.tenant.rest('POST', `/responses/${await createPrefill(world)}/autofill/`, {
      document_ids: [12],
    });
    expect(started.body.errors).toEqual({ 'document_ids[0]': ['A valid string is required.'] });
    const { body } = await world.tenant.rest('GET', `/questionnaires/${id}/`);
    expect(body.id).toBe(world.questionnaire);
  });

  it('an id is a text in GraphQL, which accepts integers', async () => {
    const send = async (questionnaireId: unknown) => {
      const { data, errors } = await world.tenant.graphql(
        `mutation ($input: SendWorkflowInput!) { sendWorkflow(input: $input) {
          __typename
          ... on WorkflowReceipt { response { questionnaire { id } } }
          ... on ValidationError { fields { path messages } }
        } }`,
        { input: { entityId: world.company, ddq: { questionnaireId, prefill: true } } },
      );
      expect(errors).toBeUndefined();
      return data.sendWorkflow;
    };
    for (const questionnaireId of [world.questionnaire, String(world.questionnaire)]) {
      expect((await send(questionnaireId)).response.questionnaire).toEqual({
        id: String(world.questionnaire),
      });
    }
    for (const questionnaireId of ['first', '1.0', '']) {
      expect((await send(questionnaireId)).fields).toEqual([
        { path: 'ddq.questionnaireId', messages: ['A valid integer is required.'] },
      ]);
    }
  });
});

describe('a number that would lose digits as a double', () => {
  const save = `mutation ($input: SaveResponseInput!) { saveResponse(input: $input) {
    ... on ValidationError { fields { path messages } } } }`;

  it.each(['9007199254740993', '-9007199254740993', '0.1234567890123456789', '1e400'])(
    'a number that would lose digits as a double is rejected at its path on both APIs, together with other problems: %s',
    async (written) => {
      const responseId = await createPrefill(world);
      const problems = (path: string) => [
        { path: 'answers[0].value', messages: ['Use true or false.'] },
        { path, messages: [expect.stringContaining('15 digits')] },
      ];
      const answers = (key: string) =>
        `[{"${key}": "listed", "value": "yes"}, {"${key}": "size", "value": ${written}}]`;
      const rest = await world.tenant.rest(
        'PUT',
        `/responses/${responseId}/save/`,
        `{"answers": ${answers('question_key')}}`,
      );
      expect(rest).toMatchObject({ status: 400, body: { code: 'validation_error' } });
      expect(Object.entries(rest.body.errors).map(([path, messages]) => ({ path, messages }))).toEqual(
        problems('answers[1].value'),
      );
      const headers = { authorization: `Bearer ${world.tenant.key}`, 'content-type': 'application/json' };
      const bodies = [
        `{"query": ${JSON.stringify(save)}, "variables": {"input": {"responseId": "${responseId}", "answers": ${answers('questionKey')}}}}`,
        JSON.stringify({
          query: save
            .replace('($input: SaveResponseInput!)', '')
            .replace(
              '$input',
              `{ responseId: "${responseId}", answers: ${answers('questionKey').replace(/"(questionKey|value)"/g, '$1')} }`,
            ),
        }),
      ];
      for (const payload of bodies) {
        const response = await gateway.app.inject({ method: 'POST', url: '/graphql', headers, payload });
        expect(response.json().data.saveResponse.fields).toEqual(problems('answers[1].value'));
      }
      const { body } = await world.tenant.rest('GET', `/responses/${responseId}/`);
      expect(body.answers.every(({ value }: { value: unknown }) => value === null)).toBe(true);
    },
  );

  it('a number that would lose digits as a double is rejected where an integer belongs, and kept as text in a text', async () => {
    const body = `{"entity_id": "${world.company}", "email": "a@b.example", "ddq": {"questionnaire_id": 9007199254740993}}`;
    const answer = await world.tenant.rest('POST', '/workflows/send/', body);
    expect([answer.status, Object.keys(answer.body.errors)]).toEqual([400, ['ddq.questionnaire_id']]);
    const entity = await world.tenant.rest('POST', '/entities/', {
      legal_name: '9007199254740993 Ltd 1e400',
    });
    expect(entity.body.legal_name).toBe('9007199254740993 Ltd 1e400');
  });

  it('a number that would lose digits as a double is not one that has many digits and keeps them', async () => {
    const responseId = await createPrefill(world);
    for (const value of [0.30000000000000004, 1_250_000.5, 9_007_199_254_740_992, -1e21]) {
      await saveAnswers(world, responseId, { size: value });
      const { body } = await world.tenant.rest('GET', `/responses/${responseId}/`);
      expect(body.answers[1].value).toBe(value);
    }
  });
});

describe('Kosovo', () => {
  it('Kosovo is a country of entities on both APIs', async () => {
    const { status, body } = await world.tenant.rest('POST', '/entities/', {
      legal_name: 'Prishtina Sh.p.k.',
      jurisdiction: 'XK',
    });
    expect([status, body.jurisdiction]).toEqual([201, 'XK']);
    const { data } = await world.tenant.graphql('query ($id: ID!) { entity(id: $id) { jurisdiction } }', {
      id: body.id,
    });
    expect(data.entity.jurisdiction).toBe('XK');
  });
});

describe('an address with a domain in another script', () => {
  it('an address with a domain in another script is kept as it is written, returned by both APIs and sent to in its ASCII form', async () => {
    const email = 'Info@müller.example';
    const { body: entity } = await world.tenant.rest('POST', '/entities/', { legal_name: 'Müller', email });
    expect(entity.email).toBe(email);
    const { data } = await world.tenant.graphql('query ($id: ID!) { entity(id: $id) { email } }', {
      id: entity.id,
    });
    expect(data.entity.email).toBe(email);
    const { workflowSessionId } = await sendWorkflow(world, { email });
    // The server of the tests shows envelopes in Unicode; the message is as it was sent.
    expect(smtp.received.at(-1)?.raw.toString()).toContain('To: Info@xn--mller-kva.example\r\n');
    const session = await world.tenant.rest('GET', `/workflows/${workflowSessionId}/`);
    expect(session.body.email).toBe(email);
  });

  it('an address with a domain in another script is the same mailbox as its ASCII form: a resend to it costs nothing', async () => {
    const { workflowSessionId } = await sendWorkflow(world, { email: 'a@müller.example' });
    const { body: before } = await world.tenant.rest('GET', '/credits/');
    const resent = await world.tenant.rest('POST', `/workflows/${workflowSessionId}/resend/`, {
      email: 'A@XN--mller-kva.example',
    });
    expect(resent.status).toBe(200);
    expect((await world.tenant.rest('GET', '/credits/')).body).toEqual(before);
  });
});

describe('the letter case of enums on REST', () => {
  it.each([
    ['/responses/?status=draft', 'status'],
    ['/responses/?status=Draft', 'status'],
    ['/entities/?entity_type=COMPANY', 'entity_type'],
    ['/entities/?entity_type=Company', 'entity_type'],
  ])('the letter case of enums on REST is the documented one in a query: %s', async (path, field) => {
    const { status, body } = await world.tenant.rest('GET', path);
    expect([status, Object.keys(body.errors)]).toEqual([400, [field]]);
  });

  it.each(['Company', 'COMPANY', 'cOMPANY', 'company '])(
    'the letter case of enums on REST is the documented one in a body: %j',
    async (type) => {
      const answer = await world.tenant.rest('POST', '/entities/', { entity_type: type, legal_name: 'Acme' });
      expect([answer.status, answer.body.errors]).toEqual([
        400,
        { entity_type: ['Not a valid choice. Use one of: company, individual.'] },
      ]);
    },
  );

  it('an enum value in its documented letter case is accepted in a REST query', async () => {
    expect((await world.tenant.rest('GET', '/responses/?status=DRAFT')).status).toBe(200);
    expect((await world.tenant.rest('GET', '/entities/?entity_type=company')).status).toBe(200);
  });
});

it('a search finds names whatever the form of their accents and the spaces around it', async () => {
  const own = await createWorld(gateway);
  const nfc = 'Café Zoë Ltd'.normalize('NFC');
  const nfd = 'Café Zoë GmbH'.normalize('NFD');
  for (const legal_name of [nfc, nfd]) {
    await own.tenant.rest('POST', '/entities/', { legal_name });
  }
  for (const search of ['café zoë'.normalize('NFC'), '  Café Zoë '.normalize('NFD'), '\u00a0zoë\n']) {
    const { body } = await own.tenant.rest('GET', `/entities/?search=${encodeURIComponent(search)}`);
    expect(body.count, JSON.stringify(search)).toBe(2);
  }
  const { body } = await own.tenant.rest('GET', '/entities/?search=%20');
  expect(body.count).toBe(4);
});

it('what a sent response still plans can be read: nothing', async () => {
  const { responseId } = await sendWorkflow(world);
  const query = `query ($id: ID!) { response(id: $id) { plannedVerification { document } plannedEmail } }`;
  const { data, errors } = await world.tenant.graphql(query, { id: responseId });
  expect([data, errors]).toEqual([
    { response: { plannedVerification: null, plannedEmail: null } },
    undefined,
  ]);
  const list = await world.tenant.graphql('{ responses { nodes { plannedVerification { document } } } }');
  expect(list.errors).toBeUndefined();
});
