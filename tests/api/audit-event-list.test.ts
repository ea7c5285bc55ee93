import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MailNotAcceptedError } from '../../src/mail/mailer.ts';
import { callerWith } from '../access/furnish.ts';
import { formOf, sendForm } from '../support/forms.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { giveConsent } from '../support/recipients.ts';
import { createPrefill, saveAnswers } from '../support/responses.ts';
import { type Sent, sendWorkflow } from '../support/sessions.ts';
import { createWorld, type World } from '../support/world.ts';
import { consent, follow } from '../verification/support.ts';

interface Event {
  id: string;
  type: string;
  createdAt: string;
}

let now = new Date('2026-03-01T09:00:00Z');
let gateway: TestGateway;
let world: World;
/** A response of the company, which was filled in and never sent. */
let prefill: string;
/** Of the individual: a questionnaire and a verification, whose recipient has started. */
let sent: Sent;
beforeAll(async () => {
  gateway = await startTestGateway({ clock: () => now, environment: { WORKER: 'none' } });
  // What fills in for the previous version must not make up for what this one leaves out.
  await gateway.services.allTenants.$executeRaw`
    ALTER TABLE audit_events DISABLE TRIGGER audit_events_fill_entity`;
  const { sendMail } = gateway.services;
  gateway.services.sendMail = (mail) =>
    mail.to.endsWith('@refused.example')
      ? Promise.reject(
          new MailNotAcceptedError({
            failure: 'REFUSED',
            stage: 'recipient',
            reason: 'the server refused the recipient',
          }),
        )
      : sendMail(mail);
  world = await createWorld(gateway, { credits: 20 });
  ({ prefill, sent } = await liveThrough(world));
});
afterAll(() => gateway.drop());

/** Lets as many kinds of events as possible happen: to the company first, then to the individual, and to a webhook. */
async function liveThrough(own: World) {
  const { tenant, company } = own;
  const inTurn = async <Result>(step: () => Promise<Result>): Promise<Result> => {
    now = new Date(now.getTime() + 60_000);
    return step();
  };
  const responseId = await inTurn(() => createPrefill(own));
  await inTurn(() => saveAnswers(own, responseId, { name: 'Acme' }));
  const form = formOf([{ name: 'file', file: { content: Buffer.from('Minutes'), fileName: 'minutes.txt' } }]);
  const document = await inTurn(() =>
    sendForm(`/api/v1/entities/${company}/documents/`, form, { gateway, key: tenant.key }),
  );
  await inTurn(() => tenant.rest('DELETE', `/documents/${document.body.id}/`));
  await inTurn(() =>
    tenant.rest('POST', '/workflows/send/', {
      entity_id: company,
      ddq: { questionnaire_id: own.questionnaire },
      email: 'nobody@refused.example',
    }),
  );
  await inTurn(() => tenant.rest('POST', '/webhooks/', { url: 'https://receiver.example/', events: ['*'] }));
  const workflow = await inTurn(() => sendWorkflow(own, { withVerification: true }));
  const mail = await gateway.services.allTenants.capturedMail.findFirstOrThrow({
    where: { workflowSessionId: workflow.workflowSessionId },
  });
  const { recipient } = await follow(gateway, /\/w\/([\w-]+)/.exec(mail.text)?.[1] ?? '');
  await inTurn(() => giveConsent(recipient, consent));
  await inTurn(() => tenant.rest('POST', `/workflows/${workflow.workflowSessionId}/revoke/`));
  await inTurn(() =>
    tenant.rest('POST', '/workflows/send/', {
      entity_id: own.individual,
      verification: { checks: { document: true } },
      email: 'ada@example.com',
    }),
  );
  return { prefill: responseId, sent: workflow };
}

interface ReadOptions {
  filter?: string;
  page?: string;
  who?: Pick<World['tenant'], 'graphql'>;
}

async function read({ filter, page = '', who = world.tenant }: ReadOptions = {}) {
  const args = [filter === undefined ? '' : `filter: { ${filter} }`, page].filter(Boolean).join(', ');
  const { data, errors } = await who.graphql(`{ auditEvents${args && `(${args})`} {
    totalCount nodes { id type createdAt } edges { cursor node { id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  } }`);
  expect(errors).toBeUndefined();
  return data.auditEvents as {
    totalCount: number;
    nodes: Event[];
    edges: { cursor: string; node: { id: string } }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
  };
}

/** The types of a list's events, newest first, all of which are on one page. */
async function typesOf(options?: ReadOptions): Promise<string[]> {
  const { totalCount, nodes } = await read(options);
  expect(totalCount).toBe(nodes.length);
  return nodes.map(({ type }) => type);
}

const ofCompany = [
  'ONBOARDING_DISPATCH_FAILED',
  'DOCUMENT_DELETED',
  'DOCUMENT_UPLOADED',
  'RESPONSE_ANSWERS_SAVED',
  'RESPONSE_CREATED',
];
const ofSession = ['ONBOARDING_REVOKED', 'ONBOARDING_OPENED', 'VERIFICATION_CONSENTED', 'ONBOARDING_CREATED'];
/** With what a second session, of a verification alone, has left. */
const ofIndividual = ['ONBOARDING_CREATED', ...ofSession, 'RESPONSE_CREATED'];
const whole = [...ofIndividual, 'WEBHOOK_CREATED', ...ofCompany];

describe('the audit trail of a tenant', () => {
  it('the audit trail of a tenant has every event once, newest first', async () => {
    const { nodes } = await read();
    expect(nodes.map(({ type }) => type).toSorted()).toEqual(whole.toSorted());
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
    expect(nodes.map(({ id }) => id)).toEqual(
      nodes
        .map(({ id }) => id)
        .toSorted()
        .reverse(),
    );
  });

  it('the audit trail of a tenant has the same objects as the trail of a response', async () => {
    const { data } = await world.tenant.graphql(
      `{ auditEvents(filter: { responseId: "${prefill}" }) { nodes { id type actor { kind name } createdAt details } }
        response(id: "${prefill}") { auditEvents { nodes { id type actor { kind name } createdAt details } } } }`,
    );
    expect(data.auditEvents.nodes).toHaveLength(2);
    expect(data.auditEvents).toEqual(data.response.auditEvents);
  });
});

describe('a filter of the audit trail', () => {
  it('a filter of the audit trail finds by an entity what happened to its responses, sessions, verifications, documents and failed sends', async () => {
    expect(await typesOf({ filter: `entityId: "${world.company}"` })).toEqual(ofCompany);
    const types = await typesOf({ filter: `entityId: "${world.individual}"` });
    expect(types.toSorted()).toEqual(ofIndividual.toSorted());
  });

  it('a filter of the audit trail finds events of a response and of a workflow session', async () => {
    expect(await typesOf({ filter: `responseId: "${prefill}"` })).toEqual([
      'RESPONSE_ANSWERS_SAVED',
      'RESPONSE_CREATED',
    ]);
    const types = await typesOf({ filter: `workflowSessionId: "${sent.workflowSessionId.toUpperCase()}"` });
    expect(types.toSorted()).toEqual(ofSession.toSorted());
  });

  it('a filter of the audit trail finds events of one type and of several', async () => {
    expect(await typesOf({ filter: 'types: [RESPONSE_CREATED]' })).toEqual([
      'RESPONSE_CREATED',
      'RESPONSE_CREATED',
    ]);
    expect(await typesOf({ filter: 'types: [DOCUMENT_UPLOADED, ONBOARDING_REVOKED]' })).toEqual([
      'ONBOARDING_REVOKED',
      'DOCUMENT_UPLOADED',
    ]);
    expect(await typesOf({ filter: 'types: [RESPONSE_APPROVED]' })).toEqual([]);
  });

  it('a filter of the audit trail finds only what all of its conditions match', async () => {
    const { company, individual } = world;
    const { responseId, workflowSessionId } = sent;
    expect(await typesOf({ filter: `types: [RESPONSE_CREATED], entityId: "${company}"` })).toEqual([
      'RESPONSE_CREATED',
    ]);
    const everything = `types: [ONBOARDING_CREATED, RESPONSE_CREATED], entityId: "${individual}", responseId: "${responseId}"`;
    expect(await typesOf({ filter: everything })).toEqual(['ONBOARDING_CREATED', 'RESPONSE_CREATED']);
    expect(await typesOf({ filter: `${everything}, workflowSessionId: "${workflowSessionId}"` })).toEqual([
      'ONBOARDING_CREATED',
    ]);
    expect(await typesOf({ filter: `entityId: "${company}", responseId: "${responseId}"` })).toEqual([]);
  });

  it('a filter of the audit trail is no filter when it is empty or null', async () => {
    const all = await typesOf();
    expect(await typesOf({ filter: '' })).toEqual(all);
    expect(await typesOf({ filter: 'types: null, entityId: null' })).toEqual(all);
  });

  it('a malformed filter of the audit trail is rejected with every problem at its own path', async () => {
    const { data, errors } = await world.tenant.graphql(
      '{ auditEvents(filter: { types: [], entityId: "17", responseId: "", workflowSessionId: "x" }) { totalCount } }',
    );
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION_ERROR' } }]);
    expect((errors as any)[0].extensions.fields.map(({ path }: { path: string }) => path).sort()).toEqual([
      'filter.entityId',
      'filter.responseId',
      'filter.types',
      'filter.workflowSessionId',
    ]);
  });
});

describe('pages of the audit trail', () => {
  it('meet every event once from either end, also within a filter', async () => {
    for (const filter of [undefined, `entityId: "${world.company}"`]) {
      const list = (page: string) => read({ page, ...(filter !== undefined && { filter }) });
      const all = (await list('first: 100')).nodes;
      const [first, last] = [await list('first: 2'), await list('last: 2')];
      const second = await list(`first: 100, after: "${first.pageInfo.endCursor}"`);
      const before = await list(`last: 100, before: "${last.pageInfo.startCursor}"`);
      expect([...first.nodes, ...second.nodes]).toEqual(all);
      expect([...before.nodes, ...last.nodes]).toEqual(all);
      expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
      expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
      expect((await list('first: 2, offset: 1')).nodes).toEqual(all.slice(1, 3));
      for (const page of [first, second, last, before]) {
        expect(page.totalCount).toBe(all.length);
        expect(page.edges.map(({ node }) => node.id)).toEqual(page.nodes.map(({ id }) => id));
      }
    }
  });

  it('the audit trail rejects the cursor of another list', async () => {
    const { data } = await world.tenant.graphql(
      `{ response(id: "${prefill}") { auditEvents(first: 1) { pageInfo { endCursor } } } }`,
    );
    const { errors } = await world.tenant.graphql(
      `{ auditEvents(after: "${data.response.auditEvents.pageInfo.endCursor}") { totalCount } }`,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION_ERROR', fields: [{ path: 'after' }] } }]);
  });
});

describe('whoever reads the audit trail', () => {
  it('whoever reads the audit trail sees events of webhooks with the scope ADMIN only, whether it lists, filters or counts', async () => {
    for (const scope of ['READ', 'WRITE', 'SEND']) {
      const who = callerWith(gateway, await world.tenant.createKey({ scopes: [scope] }));
      const types = await typesOf({ who });
      expect(types.toSorted(), scope).toEqual(whole.filter((type) => type !== 'WEBHOOK_CREATED').toSorted());
      expect(await typesOf({ who, filter: 'types: [WEBHOOK_CREATED, WEBHOOK_DELETED]' })).toEqual([]);
    }
    const admin = callerWith(gateway, await world.tenant.createKey({ scopes: ['ADMIN'] }));
    expect(await typesOf({ who: admin, filter: 'types: [WEBHOOK_CREATED]' })).toEqual(['WEBHOOK_CREATED']);
  });

  it('whoever reads the audit trail sees nothing of the other mode or of another tenant', async () => {
    const rehearsal = callerWith(gateway, await world.tenant.createKey({ mode: 'TEST' }));
    const { tenant: stranger } = await createWorld(gateway);
    for (const who of [rehearsal, stranger]) {
      expect(await typesOf({ who })).toEqual([]);
      for (const filter of [
        `entityId: "${world.company}"`,
        `responseId: "${prefill}"`,
        `workflowSessionId: "${sent.workflowSessionId}"`,
      ]) {
        expect(await typesOf({ who, filter })).toEqual([]);
      }
    }
    const [own] = (await read()).edges;
    expect((await read({ who: stranger, page: `after: "${own?.cursor}"` })).nodes).toEqual([]);
  });
});
