import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerWith } from '../access/furnish.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { createPrefill, saveAnswers } from '../support/responses.ts';
import { selections } from '../support/selections.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await startTestGateway({ countStatements: true });
  world = await createWorld(gateway, { credits: 20 });
});
afterAll(() => gateway.drop());

const isBoundary = (sql: string) => /^\W*(?:implicit ")?(?:BEGIN|COMMIT)\b/i.test(sql);

/** The data of a query, and how many statements it took once the key was in memory. */
async function read({ tenant }: World, query: string) {
  await tenant.graphql('{ viewer { apiKey { id } } }');
  gateway.takeStatements();
  const { data, errors } = await tenant.graphql(query);
  expect(errors).toBeUndefined();
  return { data, statements: gateway.takeStatements().filter((sql) => !isBoundary(sql)) };
}

const idsOf = (list: { nodes: { id: string }[] }) => list.nodes.map(({ id }) => id);

describe('the lists of an entity', () => {
  it('the lists of an entity have what belongs to it, newest first, the same objects as by id, and nothing of another', async () => {
    const first = await sendWorkflow(world, { withVerification: true });
    const second = await sendWorkflow(world, { withVerification: true });
    const other = await sendWorkflow(world);
    const { data } = await read(
      world,
      `{
        entity(id: "${world.individual}") {
          responses { totalCount nodes { ${selections.Response} } }
          workflowSessions { totalCount nodes { ${selections.WorkflowSession} entity { id } response { id status } verificationSession { id } } }
          verificationSessions { totalCount nodes { ${selections.VerificationSession} evidence { id } entity { id } } }
        }
        response(id: "${second.responseId}") { ${selections.Response} }
        workflowSession(id: "${second.workflowSessionId}") { ${selections.WorkflowSession} entity { id } response { id status } verificationSession { id } }
        verificationSession(id: "${second.verificationSessionId}") { ${selections.VerificationSession} evidence { id } entity { id } }
        company: entity(id: "${world.company}") { responses { nodes { id } } workflowSessions { nodes { id } } verificationSessions { totalCount nodes { id } } }
      }`,
    );
    const { responses, workflowSessions, verificationSessions } = data.entity;
    expect(idsOf(responses)).toEqual([second.responseId, first.responseId]);
    expect(idsOf(workflowSessions)).toEqual([second.workflowSessionId, first.workflowSessionId]);
    expect(idsOf(verificationSessions)).toEqual([second.verificationSessionId, first.verificationSessionId]);
    expect([responses, workflowSessions, verificationSessions].map((list) => list.totalCount)).toEqual([
      2, 2, 2,
    ]);
    expect(responses.nodes[0]).toEqual(data.response);
    expect(workflowSessions.nodes[0]).toEqual(data.workflowSession);
    expect(verificationSessions.nodes[0]).toEqual(data.verificationSession);
    expect(idsOf(data.company.responses)).toEqual([other.responseId]);
    expect(idsOf(data.company.workflowSessions)).toEqual([other.workflowSessionId]);
    expect(data.company.verificationSessions).toEqual({ totalCount: 0, nodes: [] });
  });

  it('the lists of an entity are pages with cursors of their own', async () => {
    const own = await createWorld(gateway, { credits: 5 });
    const made = [await createPrefill(own), await createPrefill(own), await createPrefill(own)];
    const page = (args: string) =>
      own.tenant.graphql(
        `{ entity(id: "${own.company}") { responses(${args}) { nodes { id } pageInfo { hasNextPage endCursor } } } }`,
      );
    const first = (await page('first: 2')).data.entity.responses;
    const second = (await page(`first: 2, after: "${first.pageInfo.endCursor}"`)).data.entity.responses;
    expect([...idsOf(first), ...idsOf(second)]).toEqual(made.reverse());
    expect([first, second].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);
    const { errors } = await own.tenant.graphql(
      `{ responses(after: "${first.pageInfo.endCursor}") { nodes { id } } }`,
    );
    expect(errors).toMatchObject([{ extensions: { fields: [{ path: 'after' }] } }]);
  });

  it('the lists of an entity are read together for a whole list of entities', async () => {
    const { data, statements } = await read(
      world,
      '{ entities { nodes { responses(first: 3) { totalCount nodes { id entity { name } } } workflowSessions(first: 3) { nodes { id entityName response { id } } } verificationSessions(first: 3) { nodes { id evidence { id } } } documents { nodes { id } } } } }',
    );
    expect(data.entities.nodes.length).toBeGreaterThan(1);
    // The entities; the four lists and one count; the sessions' entities and responses, and the evidence.
    expect(statements, statements.join('\n')).toHaveLength(9);
  });

  it('the lists of an entity have nothing of the other mode', async () => {
    const { data } = await world.tenant.graphql(
      `mutation { createApiKey(input: { name: "Test", scopes: [READ], mode: TEST }) { ... on CreateApiKeyPayload { secret } } }`,
    );
    const rehearsal = callerWith(gateway, data.createApiKey.secret);
    const lists = await rehearsal.graphql(
      '{ responses { totalCount } workflowSessions { totalCount } verificationSessions { totalCount nodes { id } } }',
    );
    expect(lists.data).toEqual({
      responses: { totalCount: 0 },
      workflowSessions: { totalCount: 0 },
      verificationSessions: { totalCount: 0, nodes: [] },
    });
  });
});

describe('the lists of a response', () => {
  it('the lists of a response have its sessions and the documents that its answers refer to', async () => {
    const own = await createWorld(gateway, { credits: 5 });
    const sent = await sendWorkflow(own);
    const { data } = await read(
      own,
      `{ response(id: "${sent.responseId}") { workflowSessions { totalCount nodes { id } } documents { totalCount nodes { id } } } }`,
    );
    expect(data.response).toEqual({
      workflowSessions: { totalCount: 1, nodes: [{ id: sent.workflowSessionId }] },
      documents: { totalCount: 0, nodes: [] },
    });
  });

  it('the lists of a response have each document once, however many answers refer to it, and not the entity’s other documents', async () => {
    const own = await createWorld(gateway);
    const { id: questionnaireId } = await newQuestionnaire(own.tenant, {
      name: 'Files',
      type: 'RFI',
      sections: [
        {
          title: 'All',
          questions: [
            { key: 'one', text: 'One?', type: 'FILE' },
            { key: 'two', text: 'Two?', type: 'FILE' },
          ],
        },
      ],
    });
    const documents: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      const { id } = await gateway.services.allTenants.document.create({
        data: {
          id: crypto.randomUUID(),
          tenantId: own.tenant.id,
          mode: 'LIVE',
          entityId: own.company,
          name: `${name}.txt`,
          contentType: 'text/plain',
          sizeBytes: 1,
          sha256: name.repeat(64),
          isKeptByTeam: true,
        },
      });
      documents.push(id);
    }
    const [a, b] = documents;
    const response = await createPrefill(own, { questionnaireId });
    await saveAnswers(own, response, { one: [a, b], two: [a] });
    const { data, statements } = await read(
      own,
      '{ responses { nodes { documents { totalCount nodes { id name } } workflowSessions { nodes { id } } } } }',
    );
    expect(data.responses.nodes[0].documents.totalCount).toBe(2);
    expect(idsOf(data.responses.nodes[0].documents).sort()).toEqual([a, b].sort());
    expect(statements, statements.join('\n')).toHaveLength(4);
  });
});
