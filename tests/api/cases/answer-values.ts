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
    type: 'COUNTRIES',
    good: [
      same(['GB']),
      [
        ['FR', 'DE'],
        ['DE', 'FR'],
      ],
    ],
    bad: ['GB', [], ['UK'], ['gb'], ['GB', 'GB'], ['GB', 5], {}],
  },
  {
    type: 'PHONE',
    good: [same('+442079460958'), ['+49 (0)30 / 123 456', '+4930123456'], ['0043 1 515 22', '+43151522']],
    bad: ['020 7946 0958', '+44', '+999 123456', '+442079460958 ext. 5', 442_079_460_958, ['+442079460958']],
  },
  { type: 'PERCENTAGE', good: [same(0), same(33.3), same(100)], bad: [-0.1, 100.01, '50', '50%', true] },
  {
    type: 'LEI',
    good: [
      same('HWUPKR0MPOU8FGXBT394'),
      ['7LTW-FZYI-CNSX-8D62-1K86', '7LTWFZYICNSX8D621K86'],
      ['5299 00t8 bm49 aurs do55', '529900T8BM49AURSDO55'],
    ],
    bad: ['HWUPKR0MPOU8FGXBT395', 'HWUPKR0MPOU8FGXBT39', 'HWUPKR0MPOU8FGXBT3944', '', 5],
  },
  {
    type: 'IBAN',
    good: [
      same('NL91ABNA0417164300'),
      ['ch93 0076 2011 6238 5295 7', 'CH9300762011623852957'],
      ['BE68-5390-0754-7034', 'BE68539007547034'],
    ],
    bad: ['NL91ABNA0417164301', 'NL91ABNA041716430', 'US64SVBKUS6S3300958879', '0417164300', 5],
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
