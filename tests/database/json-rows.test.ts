import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Prisma } from '../../src/database/client/client.ts';
import { answersJson, entityJson, fromJson, responseJson } from '../../src/domain/responses/json-rows.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { annotate, createPrefill, saveAnswers } from '../support/responses.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
let responseId: string;

beforeAll(async () => {
  gateway = await shareTestGateway();
  world = await createWorld(gateway, { credits: 1 });
  responseId = await createPrefill(world);
});
afterAll(() => gateway?.drop());

const database = () => gateway.services.allTenants;

/** A response, its entity and its answers as the database writes them in JSON. */
async function readJson() {
  const [read] = await database().$queryRaw<{ row: Parameters<typeof fromJson>[0] }[]>`
    SELECT json_build_object('response', ${responseJson}, 'entity', ${entityJson}, 'answers', ${answersJson}) AS row
    FROM responses JOIN entities ON entities.id = responses.entity_id
    WHERE responses.id = ${responseId}::uuid`;
  return read!.row;
}

/** The same response and entity as Prisma reads them, by the data model. */
const readByModel = () =>
  database().response.findUniqueOrThrow({ where: { id: responseId }, include: { entity: true } });

const setColumns = (response: Prisma.ResponseUpdateInput, entity: Prisma.EntityUpdateInput) =>
  database().response.update({
    where: { id: responseId },
    data: { ...response, entity: { update: entity } },
  });

describe('rows as JSON are those that the data model describes', () => {
  test('a row as JSON with every column set is the one that the data model describes', async () => {
    await setColumns(
      {
        plannedChecks: ['DOCUMENT', 'IDENTITY'],
        plannedEmail: 'officer@acme.example',
        plannedExpiryHours: 24,
        plannedLanguage: 'de',
        submittedAt: new Date('2026-02-26T12:00:00.123Z'),
        reviewedAt: new Date('2026-02-27T12:00:00Z'),
        reviewedBy: 'Ada Byron <ada@team.example>',
        decidedBy: 'Grace Hopper <grace@team.example>',
        erasedAt: new Date('2026-02-28T12:00:00Z'),
        language: 'de',
        flags: 'sealed',
        riskLevel: 'HIGH',
        assignee: 'Ada Byron <Ada@team.example>',
        assigneeAddress: 'ada@team.example',
        tags: ['Priority', 'Q2'],
        dueAt: new Date('2026-03-31T16:00:00Z'),
      },
      {
        legalName: 'Acme Trading Limited',
        tradingName: 'Acme',
        firstName: 'Ada',
        lastName: 'Byron',
        email: 'info@acme.example',
        phone: '+44 20 7946 0000',
        jurisdiction: 'GB',
        externalId: 'A-1',
        erasedAt: new Date('2026-02-28T12:00:00Z'),
      },
    );

    const row = await readByModel();
    expect([...Object.values(row), ...Object.values(row.entity)]).not.toContain(null);
    expect(fromJson(await readJson())).toStrictEqual(row);
  });

  test('a row as JSON with every nullable column null is the one that the data model describes', async () => {
    await setColumns(
      {
        plannedEmail: null,
        plannedExpiryHours: null,
        plannedLanguage: null,
        submittedAt: null,
        reviewedAt: null,
        reviewedBy: null,
        decidedBy: null,
        erasedAt: null,
        language: null,
        flags: null,
        riskLevel: null,
        assignee: null,
        assigneeAddress: null,
        dueAt: null,
      },
      {
        legalName: null,
        tradingName: null,
        firstName: null,
        lastName: null,
        email: null,
        phone: null,
        jurisdiction: null,
        externalId: null,
        erasedAt: null,
      },
    );
    await database()
      .$executeRaw`UPDATE responses SET planned_checks = NULL, tags = NULL WHERE id = ${responseId}::uuid`;

    const row = await readByModel();
    expect([row.plannedChecks, row.tags]).toEqual([[], []]);
    expect(fromJson(await readJson())).toStrictEqual(row);
  });

  test('an answer has its value, and the columns of its annotation as its source', async () => {
    expect((await readJson()).answers).toBeNull();
    await saveAnswers(world, responseId, { name: 'Acme Trading Limited' });
    await annotate(world, responseId, 'name');

    const answer = await database().answer.findFirstOrThrow({ where: { responseId } });
    const annotation = await database().answerAnnotation.findFirstOrThrow({ where: { responseId } });
    const { questionId, tenantId, createdAt, responseId: _, ...source } = annotation;
    expect((await readJson()).answers).toStrictEqual([{ questionId, value: answer.value, source }]);
  });
});

test('no statement repeats the types of a table’s columns, which it can take from the table', () => {
  const root = fileURLToPath(new URL('../../src/', import.meta.url));
  const files = globSync('**/*.ts', { cwd: root, exclude: (path) => path.startsWith('database/client') });
  expect(files.length).toBeGreaterThan(300);
  const offenders = files.filter((file) => /jsonb?_to_record/.test(readFileSync(join(root, file), 'utf8')));
  expect(offenders).toEqual([]);
});
