import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { selections } from '../support/selections.ts';
import { restSpelling } from '../support/spelling.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
/** A send of a questionnaire and a verification to Ada Lovelace. */
let receipt: Record<string, any>;
beforeAll(async () => {
  gateway = await shareTestGateway({ clock: () => new Date('2026-03-01T09:00:00.750Z') });
  world = await createWorld(gateway);
  const { body } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.individual,
    ddq: { questionnaire_id: world.questionnaire },
    verification: { checks: { document: true, proofOfAddress: true } },
    email: 'recipient@example.com',
    expiry_hours: 2,
  });
  receipt = body;
});
afterAll(() => gateway.drop());

const nobody = '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a';

/** One thing as each API gives it, GraphQL's in the spelling of REST. */
async function readThroughBoth(path: string, field: string, selection: string) {
  const { status, body } = await world.tenant.rest('GET', path);
  const { data, errors } = await world.tenant.graphql(`{ ${field} { ${selection} } }`);
  expect(errors).toBeUndefined();
  const value = data[field.replace(/\(.*/, '')];
  return { status, body, graphql: value && restSpelling(value) };
}

describe('the objects that a send leaves', () => {
  it('a workflow session has exactly its keys', async () => {
    const id = receipt['workflow_session_id'];
    const { status, body, graphql } = await readThroughBoth(
      `/workflows/${id}/`,
      `workflowSession(id: "${id}")`,
      selections.WorkflowSession,
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      id,
      status: 'sent',
      email: 'recipient@example.com',
      entity_id: world.individual,
      entity_name: 'Ada Lovelace',
      response_id: receipt['response_id'],
      verification_session_id: receipt['verification_session_id'],
      steps: ['ddq', 'verification'],
      completed_steps: [],
      expires_at: '2026-03-01T11:00:00Z',
      created_at: '2026-03-01T09:00:00Z',
      opened_at: null,
      completed_at: null,
    });
    expect(graphql).toEqual(body);
  });

  it('a verification session has exactly its keys', async () => {
    const id = receipt['verification_session_id'];
    const { status, body, graphql } = await readThroughBoth(
      `/verification-sessions/${id}/`,
      `verificationSession(id: "${id}")`,
      selections.VerificationSession,
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      id,
      entity_id: world.individual,
      checks: { document: true, identity: false, enhancedIdentity: false, proofOfAddress: true },
      status: 'pending',
      outcome: 'pending',
      created_at: '2026-03-01T09:00:00Z',
      completed_at: null,
      expires_at: '2026-03-01T11:00:00Z',
    });
    expect(graphql).toEqual(body);
  });

  it('a captured email has exactly its keys and the link to open', async () => {
    const { body, graphql } = await readThroughBoth(
      '/captured-mails/',
      'capturedMails',
      `totalCount nodes { ${selections.CapturedMail} }`,
    );
    expect(body).toEqual({
      count: 1,
      next: null,
      previous: null,
      results: [
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          to: 'recipient@example.com',
          subject: expect.stringMatching(/./),
          text: expect.stringMatching(/\/w\/[\w-]{43}/),
          html: expect.stringMatching(/\/w\/[\w-]{43}/),
          workflow_session_id: receipt['workflow_session_id'],
          created_at: '2026-03-01T09:00:00Z',
        },
      ],
    });
    expect(graphql).toEqual({ total_count: 1, nodes: body.results });
  });

  it('a response is the same from both APIs', async () => {
    const id = receipt['response_id'];
    const { body, graphql } = await readThroughBoth(
      `/responses/${id}/`,
      `response(id: "${id}")`,
      selections.Response,
    );
    expect(body).toMatchObject({ id, status: 'DRAFT', created_at: '2026-03-01T09:00:00Z' });
    expect(graphql).toEqual(body);
  });

  it('credits are what is available, held and used', async () => {
    const { status, body } = await world.tenant.rest('GET', '/credits/');
    expect({ status, body }).toEqual({ status: 200, body: { available: 4, held: 0, used: 1 } });
  });

  it('a session is expired once its time is over', async () => {
    const other = await createWorld(gateway);
    const sent = await other.tenant.rest('POST', '/workflows/send/', {
      entity_id: other.individual,
      verification: { checks: { identity: true } },
      email: 'recipient@example.com',
    });
    const { workflow_session_id: id, verification_session_id: verificationId } = sent.body;
    const data = { expiresAt: new Date('2026-03-01T09:00:00.750Z') };
    await gateway.services.allTenants.workflowSession.update({ where: { id }, data });
    await gateway.services.allTenants.verificationSession.update({ where: { id: verificationId }, data });

    const session = await other.tenant.rest('GET', `/workflows/${id}/`);
    const verification = await other.tenant.rest('GET', `/verification-sessions/${verificationId}/`);
    expect([session.body.status, verification.body.status]).toEqual(['expired', 'expired']);
  });
});

describe('GraphQL', () => {
  it('GraphQL tells a key who it is', async () => {
    const { data } = await world.tenant.graphql(
      '{ viewer { tenant { id name defaultExpiryHours credits { available held used } } apiKey { id name scopes } } }',
    );
    expect(data.viewer).toEqual({
      tenant: {
        id: world.tenant.id,
        name: expect.any(String),
        defaultExpiryHours: 48,
        credits: { available: 4, held: 0, used: 1 },
      },
      apiKey: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name: expect.any(String),
        scopes: expect.arrayContaining(['READ', 'WRITE', 'SEND', 'ADMIN']),
      },
    });
  });

  it('GraphQL leads from a receipt to the things that it names, in one call', async () => {
    const { data } = await world.tenant.graphql(
      `mutation ($input: SendWorkflowInput!) { sendWorkflow(input: $input) { ... on WorkflowReceipt {
        status steps entity { name } response { status name answers { value } }
        workflowSession { status steps verificationSession { outcome checks { document } } entity { id } response { id } }
      } } }`,
      {
        input: {
          entityId: world.individual,
          ddq: { questionnaireId: world.questionnaire },
          verification: { checks: { document: true } },
          email: 'recipient@example.com',
        },
      },
    );
    expect(data.sendWorkflow).toEqual({
      status: 'SENT',
      steps: ['DDQ', 'VERIFICATION'],
      entity: { name: 'Ada Lovelace' },
      response: {
        status: 'DRAFT',
        name: 'Ada Lovelace – Company basics',
        answers: [{ value: null }, { value: null }, { value: null }],
      },
      workflowSession: {
        status: 'SENT',
        steps: ['DDQ', 'VERIFICATION'],
        verificationSession: { outcome: 'PENDING', checks: { document: true } },
        entity: { id: world.individual },
        response: { id: expect.any(String) },
      },
    });
  });

  it('GraphQL shows what a prefilled response plans until it is sent', async () => {
    const { tenant, individual, questionnaire } = await createWorld(gateway);
    const prefill = await tenant.graphql(
      `mutation ($input: SendWorkflowInput!) { sendWorkflow(input: $input) { ... on WorkflowReceipt {
        status workflowSession { id } response { id status plannedEmail plannedExpiryHours plannedVerification { identity document } }
      } } }`,
      {
        input: {
          entityId: individual,
          ddq: { questionnaireId: questionnaire, prefill: true },
          verification: { checks: { identity: true } },
          email: 'planned@example.com',
          expiryHours: 5,
        },
      },
    );
    expect(prefill.data.sendWorkflow).toEqual({
      status: 'PREFILL_READY',
      workflowSession: null,
      response: {
        id: expect.any(String),
        status: 'PREFILL',
        plannedEmail: 'planned@example.com',
        plannedExpiryHours: 5,
        plannedVerification: { identity: true, document: false },
      },
    });
  });

  it('GraphQL lists workflow sessions by what they are about', async () => {
    const { data } = await world.tenant.graphql(
      `query ($responseId: ID!, $nobody: ID!) {
        mine: workflowSessions(filter: { responseId: $responseId }) { totalCount nodes { id email } }
        none: workflowSessions(filter: { entityId: $nobody }) { totalCount nodes { id } }
      }`,
      { responseId: receipt['response_id'], nobody },
    );
    expect(data).toEqual({
      mine: {
        totalCount: 1,
        nodes: [{ id: receipt['workflow_session_id'], email: 'recipient@example.com' }],
      },
      none: { totalCount: 0, nodes: [] },
    });
  });

  it.each(['entity', 'response', 'workflowSession', 'verificationSession'])(
    'GraphQL answers null for a %s that does not exist, and for an id that is none',
    async (field) => {
      for (const id of [nobody, '17', '', 'x'.repeat(300)]) {
        const { data, errors } = await world.tenant.graphql(`query ($id: ID!) { ${field}(id: $id) { id } }`, {
          id,
        });
        expect({ data, errors }, id).toEqual({ data: { [field]: null }, errors: undefined });
      }
    },
  );

  it('GraphQL answers null for a questionnaire that does not exist', async () => {
    const { data, errors } = await world.tenant.graphql('{ questionnaire(id: 2147483647) { id } }');
    expect({ data, errors }).toEqual({ data: { questionnaire: null }, errors: undefined });
  });
});
