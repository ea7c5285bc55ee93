import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quotas } from '../../src/domain/quotas.ts';
import { newId } from '../../src/ids.ts';
import { dumpDatabase } from '../support/dump-database.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { newestLink, recipientOf } from '../support/recipient.ts';
import { createPrefill, setStatus } from '../support/responses.ts';
import { problemSelection } from '../support/selections.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { createWebhook, eventsTold } from '../support/webhooks.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await shareTestGateway({ clock: () => new Date('2026-03-01T09:00:00Z') });
  world = await createWorld(gateway, { credits: 20 });
});
afterAll(() => gateway.drop());

const actingAs = { headers: { 'x-acting-user': 'Ada Byron <ada@team.example>' } };
const ada = { name: 'Ada Byron', email: 'ada@team.example' };

const comment = (responseId: string, body: object, options = {}) =>
  world.tenant.rest('POST', `/responses/${responseId}/comments/`, body, options);

async function listed(responseId: string): Promise<any[]> {
  const { body } = await world.tenant.rest('GET', `/responses/${responseId}/comments/`);
  expect(body.count).toBe(body.results.length);
  return body.results;
}

const commentOnAnswer = async (input: object) => {
  const { data } = await world.tenant.graphql(
    `mutation ($input: CommentOnAnswerInput!) { result: commentOnAnswer(input: $input) {
      ... on CommentOnAnswerPayload { comment { id answerId question { key } text author { name person { name } } } }
      ${problemSelection} } }`,
    { input },
  );
  return data.result;
};

describe('comments on answers', () => {
  it('are listed newest first with question, author and time through both APIs', async () => {
    const responseId = await createPrefill(world);
    const first = await comment(
      responseId,
      { question_key: 'name', text: ' Differs from\nthe register ' },
      actingAs,
    );
    expect(first.status, JSON.stringify(first.body)).toBe(201);
    expect(first.body).toEqual({
      id: expect.any(String),
      question_id: world.questions['name'],
      question_key: 'name',
      question_text: expect.any(String),
      text: 'Differs from\nthe register',
      author: { name: 'First key', person: ada },
      created_at: '2026-03-01T09:00:00Z',
    });
    await setStatus(world, responseId, 'APPROVED');
    const answerId = `${responseId}:${world.questions['size']}`;
    const second = await commentOnAnswer({ answerId, text: 'Small' });
    expect(second).toMatchObject({
      comment: { answerId, question: { key: 'size' }, author: { name: 'First key', person: null } },
    });
    const results = await listed(responseId);
    expect(results.map(({ text }) => text)).toEqual(['Small', first.body.text]);
    expect(results[1]).toEqual(first.body);
    const { data } = await world.tenant.graphql(
      `query ($id: ID!) { response(id: $id) { comments(first: 1) { totalCount nodes { id text } } } }`,
      { id: responseId },
    );
    expect(data.response.comments).toEqual({
      totalCount: 2,
      nodes: [{ id: second.comment.id, text: 'Small' }],
    });
  });

  it('are in the trail by their question only, and are told to no webhook and no recipient', async () => {
    const { id: webhook } = await createWebhook(world.tenant);
    const { responseId } = await sendWorkflow(world);
    await comment(responseId, { question_id: world.questions['name'], text: 'Quartzhaus is suspicious' });
    const { body } = await world.tenant.rest('GET', `/responses/${responseId}/events/`);
    expect(body.results[0]).toMatchObject({
      type: 'response.commented',
      details: { question_keys: ['name'] },
    });
    expect(JSON.stringify(body)).not.toContain('suspicious');
    expect(JSON.stringify(await eventsTold(world.tenant, webhook))).not.toMatch(/suspicious|commented/);
    const page = recipientOf(gateway, await newestLink(world), world.questions);
    expect((await page.open()).html).not.toContain('suspicious');
  });

  it('are sealed in the database, and erased with the response', async () => {
    const own = await createWorld(gateway);
    const responseId = await createPrefill(own);
    const path = `/responses/${responseId}/comments/`;
    const body = { question_key: 'name', text: 'Obsidianfels' };
    expect((await own.tenant.rest('POST', path, body)).status).toBe(201);
    expect((await dumpDatabase(gateway)).join('\n')).not.toContain('Obsidianfels');
    await own.tenant.rest('POST', `/entities/${own.company}/erase/`, { reason: 'Requested.' });
    expect((await own.tenant.rest('GET', path)).body).toMatchObject({ count: 0, results: [] });
    expect(await gateway.services.allTenants.responseComment.count({ where: { responseId } })).toBe(0);
    expect(await own.tenant.rest('POST', path, body)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  });

  it('with the same idempotency key are written once', async () => {
    const responseId = await createPrefill(world);
    const options = { headers: { 'idempotency-key': `comment-${responseId}` } };
    const body = { question_key: 'name', text: 'Once' };
    const first = await comment(responseId, body, options);
    expect((await comment(responseId, body, options)).body).toEqual(first.body);
    expect(await listed(responseId)).toHaveLength(1);
  });

  it('report every problem at its path', async () => {
    const responseId = await createPrefill(world);
    const cases: [object, string[]][] = [
      [{}, ['question_id', 'text']],
      [{ question_key: 'name', question_id: world.questions['name'], text: ' ' }, ['question_key', 'text']],
      [{ question_key: 'nothing', text: 'A' }, ['question_key']],
      [{ question_id: newId(), text: 'A' }, ['question_id']],
      [{ question_key: 'name', text: 'x'.repeat(4_001) }, ['text']],
    ];
    for (const [body, paths] of cases) {
      const { status, body: problem } = await comment(responseId, body);
      expect([status, Object.keys(problem.errors ?? {}).sort()], JSON.stringify(body).slice(0, 80)).toEqual([
        400,
        paths,
      ]);
    }
    expect((await commentOnAnswer({ answerId: 'no', text: 'A' })).fields[0].path).toBe('answerId');
    expect(await commentOnAnswer({ answerId: `${responseId}:${newId()}`, text: 'A' })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await listed(responseId)).toEqual([]);
  });

  it('are at most as many per response as the quota allows', async () => {
    const responseId = await createPrefill(world);
    const scope = { tenantId: world.tenant.id, mode: 'LIVE' } as const;
    await gateway.services.allTenants.responseComment.createMany({
      data: Array.from({ length: quotas.commentsOfResponse.max - 1 }, () => ({
        id: newId(),
        ...scope,
        responseId,
        questionId: world.questions['name']!,
        text: 'unread',
        actorName: 'Key',
        createdAt: new Date(),
      })),
    });
    const body = { question_key: 'name', text: 'Last' };
    expect((await comment(responseId, body)).status).toBe(201);
    expect(await comment(responseId, { ...body, text: 'Too many' })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
  });
});
