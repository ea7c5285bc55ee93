import { expect } from 'vitest';
import type { ResponseStatus } from '../../../src/database/client/enums.ts';
import { type Case, noSuchResource, oneCase } from '../../support/both-apis-table.ts';
import { createPrefill, readResponse, saveAnswers, setStatus } from '../../support/responses.ts';
import type { World } from '../../support/world.ts';

const save = (responseId: string, answers: unknown) => ({
  mutation: 'saveResponse' as const,
  input: { responseId, answers },
});
const byKey = (answers: Record<string, unknown>) =>
  Object.entries(answers).map(([questionKey, value]) => ({ questionKey, value }));

const successes: Case<any>[] = [
  oneCase({
    name: 'saving answers the response with exactly its keys and each question in order',
    given: (world) => createPrefill(world),
    call: (world, responseId) =>
      save(responseId, [
        { questionId: world.questions['listed'], value: false },
        { questionKey: 'name', value: 'Acme' },
      ]),
    success: () => ({ object: {}, changes: { answers: 2 } }),
    also: async ({ world, given: responseId, outcome }) => {
      expect(outcome.object).toEqual({
        id: responseId,
        response_name: 'Acme Trading Ltd – Company basics',
        status: 'PREFILL',
        questionnaire: { id: world.questionnaire, name: 'Company basics', type: 'ddq' },
        subject_entity: { id: world.company, name: 'Acme Trading Ltd', entity_type: 'company' },
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        submitted_at: null,
        reviewed_at: null,
        reviewed_by: null,
        decided_by: null,
        language: null,
        flags: [],
        risk_level: null,
        assignee: null,
        tags: [],
        due_at: null,
        answers: [
          {
            question_id: world.questions['name'],
            question_key: 'name',
            question_text: 'What is your name?',
            value: 'Acme',
            source: null,
          },
          {
            question_id: world.questions['size'],
            question_key: 'size',
            question_text: 'How many people work for you?',
            value: null,
            source: null,
          },
          {
            question_id: world.questions['listed'],
            question_key: 'listed',
            question_text: 'Are you listed?',
            value: false,
            source: null,
          },
        ],
      });
      expect(await readResponse(world, responseId)).toEqual(outcome.object);
    },
  }),
  oneCase({
    name: 'null clears an answer and what is not named stays',
    given: async (world) => {
      const responseId = await createPrefill(world);
      await saveAnswers(world, responseId, { name: 'Acme', size: 12, listed: true });
      return responseId;
    },
    call: (_world, responseId) => save(responseId, byKey({ name: null, size: 13 })),
    success: () => ({
      object: { answers: [{ value: null }, { value: 13 }, { value: true }] },
      changes: { answers: 2 },
    }),
  }),
  oneCase({
    name: 'an empty list of answers changes nothing',
    given: async (world) => {
      const responseId = await createPrefill(world);
      await saveAnswers(world, responseId, { name: 'Acme' });
      return responseId;
    },
    call: (_world, responseId) => save(responseId, []),
    success: () => ({ object: { answers: [{ value: 'Acme' }, {}, {}] }, changes: {} }),
  }),
  oneCase({
    name: 'a null question id beside a key is as if it were absent',
    given: (world) => createPrefill(world),
    call: (_world, responseId) =>
      save(responseId, [{ questionId: null, questionKey: 'name', value: 'Acme' }]),
    success: () => ({ object: { answers: [{ value: 'Acme' }, {}, {}] } }),
  }),
  oneCase({
    name: 'answers can be saved in DRAFT, after the send',
    given: async (world) => {
      const responseId = await createPrefill(world);
      await setStatus(world, responseId, 'DRAFT');
      return responseId;
    },
    call: (_world, responseId) => save(responseId, byKey({ size: 1 })),
    success: () => ({
      object: { status: 'DRAFT', answers: [{ value: null }, { value: 1 }, { value: null }] },
    }),
  }),
];

const lockedStatuses: ResponseStatus[] = [
  'SUBMITTED',
  'UNDER_REVIEW',
  'CHANGES_REQUESTED',
  'REVIEWED',
  'APPROVED',
  'REJECTED',
  'RESUBMITTED',
];

/** A save of a prefilled response whose answers are rejected. */
const invalid = (
  name: string,
  fields: string[],
  answers: (world: World) => unknown,
  { bySchema }: { bySchema?: true } = {},
) =>
  oneCase({
    name: `rejects ${name}`,
    given: (world) => createPrefill(world),
    call: (world, responseId: string) => save(responseId, answers(world)),
    refusal: { code: 'VALIDATION_ERROR', fields, ...(bySchema && { bySchema }) },
  });
const bySchema = { bySchema: true } as const;

const refusals: Case<any>[] = [
  ...lockedStatuses.map((status) =>
    oneCase({
      name: `rejects answers to a response in ${status} and says so`,
      given: async (world) => {
        const responseId = await createPrefill(world);
        await setStatus(world, responseId, status);
        return responseId;
      },
      call: (_world, responseId) => save(responseId, byKey({ name: 'Acme' })),
      refusal: { code: 'INVALID_REQUEST', currentStatus: status },
    }),
  ),
  invalid('all answers for one bad one, naming every bad one', ['answers[1].value', 'answers[2].value'], () =>
    byKey({ name: 'Acme', size: 'twelve', listed: 'no' }),
  ),
  invalid('an answer that names no question', ['answers[0].questionId'], () => [{ value: 'Acme' }]),
  invalid('an answer that names its question twice', ['answers[0].questionKey'], (world) => [
    { questionId: world.questions['name'], questionKey: 'name', value: 'Acme' },
  ]),
  invalid('a question that the questionnaire does not have', ['answers[0].questionKey'], () =>
    byKey({ naem: 'Acme' }),
  ),
  invalid('a question id that the questionnaire does not have', ['answers[0].questionId'], () => [
    { questionId: '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a', value: 'Acme' },
  ]),
  invalid('a question id that is no UUID', ['answers[0].questionId'], () => [
    { questionId: '1', value: 'Acme' },
  ]),
  invalid('two answers to one question', ['answers[1].questionKey'], (world) => [
    { questionId: world.questions['name'], value: 'Acme' },
    { questionKey: 'name', value: 'Acme' },
  ]),
  invalid('an answer without a value', ['answers[0].value'], () => [{ questionKey: 'name' }]),
  invalid('answers that are an object', ['answers'], () => ({ name: 'Acme' }), bySchema),
  invalid('answers that are missing', ['answers'], () => undefined, bySchema),
  invalid('answers that are null', ['answers'], () => null, bySchema),
  invalid(
    'an unknown field of an answer',
    ['answers[0].vlaue'],
    () => [{ questionKey: 'name', value: 'Acme', vlaue: 'x' }],
    bySchema,
  ),
  invalid('an answer that is a text', ['answers[0]'], () => ['Acme'], bySchema),
  ...['0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a', 'not-an-id'].map((responseId) =>
    oneCase({
      name: `rejects answers to the response ${responseId}, which does not exist`,
      call: () => save(responseId, byKey({ name: 'Acme' })),
      refusal: noSuchResource(responseId, 'responseId'),
    }),
  ),
  oneCase({
    name: 'rejects answers with a key that may only send',
    given: async (world) => ({
      responseId: await createPrefill(world),
      key: await world.tenant.createKey({ scopes: ['SEND'] }),
    }),
    call: (_world, { responseId, key }) => ({ ...save(responseId, byKey({ name: 'Acme' })), key }),
    refusal: { code: 'PERMISSION_DENIED' },
  }),
];

export const saveResponseCases: readonly Case<any>[] = [...successes, ...refusals];
