import { type Case, oneCase } from '../../support/both-apis-table.ts';
import { newQuestionnaire } from '../../support/questionnaires.ts';
import { createPrefill } from '../../support/responses.ts';
import type { World } from '../../support/world.ts';

interface TypeRow {
  type: string;
  options?: string[];
  /** Values that are taken, each with what is kept of it. */
  good: [given: unknown, kept: unknown][];
  bad: unknown[];
}

const same = (value: unknown): [unknown, unknown] => [value, value];

const types: TypeRow[] = [
  {
    type: 'TEXT',
    good: [same('Acme'), same('  kept as given ')],
    bad: [5, true, [], ['a'], {}, '', ' ', 'a\nb', 'a\u0000b'],
  },
  { type: 'LONG_TEXT', good: [same('two\nlines\tand a tab')], bad: [5, '', 'a\u0000b', ['a']] },
  { type: 'NUMBER', good: [same(0), same(-2.5), same(1e15)], bad: ['5', true, [5], ''] },
  {
    type: 'DATE',
    good: [same('2026-02-28'), same('2024-02-29')],
    bad: ['2026-02-29', '28.02.2026', '2026-2-8', '2026-02-28T00:00:00Z', 20_260_228, ''],
  },
  { type: 'ATTESTATION', good: [same(true)], bad: [false, 'true', 1, 'on', []] },
  { type: 'BOOLEAN', good: [same(true), same(false)], bad: ['true', 0, 1, []] },
  {
    type: 'SINGLE_CHOICE',
    options: ['Red', 'Green'],
    good: [same('Green')],
    bad: ['Blue', 'green', ['Green'], 1, ''],
  },
  {
    type: 'MULTI_CHOICE',
    options: ['Red', 'Green', 'Blue'],
    good: [
      same(['Green']),
      [
        ['Blue', 'Red'],
        ['Red', 'Blue'],
      ],
    ],
    bad: ['Red', [], ['Black'], ['Red', 'Red'], ['Red', 5], {}],
  },
  { type: 'COUNTRY', good: [same('GB')], bad: ['UK', 'gb', 'Germany', 49, ['GB']] },
  {
    type: 'EMAIL',
    good: [same('ada@example.com')],
    bad: ['ada', 'a@b', 'ada@example.com, x@example.com', 5],
  },
  {
    type: 'URL',
    good: [same('https://example.com/about?x=1')],
    bad: ['example.com', 'javascript:alert(1)', 'ftp://example.com', 5],
  },
  {
    type: 'FILE',
    good: [],
    bad: ['0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a', [], ['no-id'], 5, ['0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a']],
  },
];

/** A prefilled response to a questionnaire with as many questions of the type as there are values. */
async function askEach(world: World, { type, options }: TypeRow, count: number): Promise<string> {
  const questions = Array.from({ length: count }, (_, index) => ({
    key: `q${index}`,
    text: `Question ${index}`,
    type,
    ...(options && { options }),
  }));
  const { id: questionnaireId } = await newQuestionnaire(world.tenant, {
    name: 'All of one type',
    type: 'RFI',
    sections: [{ title: 'Only', questions }],
  });
  return createPrefill(world, { questionnaireId });
}

const answersTo = (responseId: string, values: unknown[]) => ({
  mutation: 'saveResponse' as const,
  input: { responseId, answers: values.map((value, index) => ({ questionKey: `q${index}`, value })) },
});

export const answerValueCases: readonly Case<any>[] = types.flatMap((row) => [
  ...(row.good.length === 0
    ? []
    : [
        oneCase({
          name: `${row.type} takes what its type means`,
          given: (world) => askEach(world, row, row.good.length),
          call: (_world, responseId: string) =>
            answersTo(
              responseId,
              row.good.map(([given]) => given),
            ),
          success: () => ({
            object: { answers: row.good.map(([, value]) => ({ value })) },
            changes: { answers: row.good.length },
          }),
        }),
      ]),
  oneCase({
    name: `${row.type} refuses everything else, each value at its own path`,
    given: (world) => askEach(world, row, row.bad.length),
    call: (_world, responseId: string) => answersTo(responseId, row.bad),
    refusal: { code: 'VALIDATION_ERROR', fields: row.bad.map((_, index) => `answers[${index}].value`) },
  }),
]);
