import { describe, expect, test } from 'vitest';
import { idempotencyKey, optional } from '../../src/domain/fields.ts';
import { findProblems, parseInput } from '../../src/domain/parse-input.ts';
import { questionnaireDefinition } from '../../src/domain/questionnaires/definition.ts';

const schema = questionnaireDefinition();
const definition = (...questions: unknown[]) => ({
  name: 'Short',
  type: 'RFI',
  sections: [{ title: 'One', questions }],
});
const question = (key: string, more: object = {}) => ({
  key,
  text: `What is ${key}?`,
  type: 'TEXT',
  ...more,
});
const problemsOf = (...questions: unknown[]) =>
  findProblems(schema, definition(...questions)).map(({ path, messages }) => [
    path.replace('sections[0].', ''),
    ...messages,
  ]);

test('what may be left out gets its default', () => {
  expect(
    parseInput(schema, definition(question('a', { required: null, options: null, visibleWhen: null }))),
  ).toEqual({
    name: 'Short',
    type: 'RFI',
    sections: [
      {
        title: 'One',
        texts: {},
        questions: [
          { key: 'a', text: 'What is a?', type: 'TEXT', required: false, options: [], hints: [], texts: {} },
        ],
      },
    ],
    flagWhen: [],
    texts: {},
  });
});

test('an input may have other fields beside the questionnaire', () => {
  const input = { ...definition(question('a')), idempotencyKey: 'once' };

  expect(findProblems(schema, input)).toEqual([{ path: 'idempotencyKey', messages: ['Unknown field.'] }]);
  const parsed = parseInput(questionnaireDefinition({ idempotencyKey: optional(idempotencyKey) }), input);
  expect(parsed.idempotencyKey).toBe('once');
});

test('a questionnaire needs a section, and a section a question', () => {
  expect(findProblems(schema, { name: 'a', type: 'DDQ', sections: [] })).toEqual([
    { path: 'sections', messages: ['A questionnaire needs at least one section.'] },
  ]);
  expect(problemsOf()).toEqual([['questions', 'A section needs at least one question.']]);
});

test('500 questions are the most, counted over all sections', () => {
  const sections = (...counts: number[]) =>
    counts.map((count, section) => ({
      title: `${section}`,
      questions: Array.from({ length: count }, (_, index) => question(`q${section}.${index}`)),
    }));
  const problems = (...counts: number[]) =>
    findProblems(schema, { name: 'a', type: 'DDQ', sections: sections(...counts) });

  expect(problems(250, 250)).toEqual([]);
  expect(problems(250, 251)).toEqual([{ path: 'sections', messages: ['Use at most 500 questions.'] }]);
});

describe('keys', () => {
  const message = 'Use a letter, then at most 99 letters, digits, underscores, dots or hyphens.';

  test.each(['a', 'Legal_name.2-b', `a${'b'.repeat(99)}`, 'constructor'])('%s is a key', (key) => {
    expect(problemsOf(question(key))).toEqual([]);
  });

  test.each(['', '1a', '_a', '__proto__', 'a b', 'a\n', 'ä', `a${'b'.repeat(100)}`])(
    '%j is no key',
    (key) => {
      expect(problemsOf(question(key))).toEqual([['questions[0].key', message]]);
    },
  );

  test('they are unique over all sections', () => {
    const one = { title: 'One', questions: [question('a'), question('b')] };
    const two = { title: 'Two', questions: [question('c'), question('a')] };

    expect(findProblems(schema, { name: 'a', type: 'DDQ', sections: [one, two] })).toEqual([
      {
        path: 'sections[1].questions[1].key',
        messages: ['Another question of this questionnaire has this key.'],
      },
    ]);
  });
});

describe('options', () => {
  test.each(['SINGLE_CHOICE', 'MULTI_CHOICE'])('%s needs distinct options that are not blank', (type) => {
    const many = Array.from({ length: 250 }, (_, index) => `${index}`);
    expect(
      problemsOf(question('a', { type, options: ['x', 'X'] }), question('b', { type, options: many })),
    ).toEqual([]);
    expect(
      problemsOf(
        question('a', { type }),
        question('b', { type, options: [] }),
        question('c', { type, options: null }),
        question('d', { type, options: ['x', ' ', 'y', ' x '] }),
        question('e', { type, options: [...many, 'more'] }),
      ),
    ).toEqual([
      ['questions[3].options[1]', 'This field must not be blank.'],
      ['questions[4].options', 'Use at most 250 items.'],
      ['questions[0].options', 'This field is required.'],
      ['questions[1].options', 'This field is required.'],
      ['questions[2].options', 'This field is required.'],
      ['questions[3].options[3]', 'This option is already in the list.'],
    ]);
  });

  test('other types reject them, and an empty list is none', () => {
    expect(
      problemsOf(question('a', { options: [] }), question('b', { type: 'BOOLEAN', options: ['x'] })),
    ).toEqual([
      ['questions[1].options', 'Only questions of type SINGLE_CHOICE and MULTI_CHOICE have options.'],
    ]);
  });
});

describe('bounds', () => {
  test.each([
    ['NUMBER', '0', '100'],
    ['NUMBER', '-12.50', '-12.5'],
    ['DATE', '1900-01-01', 'today'],
    ['DATE', 'today', '2999-12-31'],
    ['DATE', 'today', 'today'],
  ])('%s can be from %s to %s', (type, min, max) => {
    expect(problemsOf(question('a', { type, min, max }))).toEqual([]);
  });

  const number = 'Use a decimal number of at most 15 digits, such as "0" or "12.5".';
  const date = 'Use a date written YYYY-MM-DD, or "today".';
  test.each([
    ['NUMBER', number, ['today', '1,5', '1e3', 'Infinity', '9007199254740993', '+1', '.5', '0x1']],
    ['DATE', date, ['0', 'Today', '2023-02-29', '01.02.2024', 'tomorrow']],
    ['TEXT', 'Only questions of type DATE, NUMBER and PERCENTAGE have min and max.', ['0', 'today']],
    ['ATTESTATION', 'Only questions of type DATE, NUMBER and PERCENTAGE have min and max.', ['0']],
  ])('%s says "%s" to others', (type, message, bounds) => {
    for (const bound of bounds) {
      expect(problemsOf(question('a', { type, min: bound }), question('b', { type, max: bound }))).toEqual([
        ['questions[0].min', message],
        ['questions[1].max', message],
      ]);
    }
  });

  test.each([
    ['NUMBER', '10', '9.99'],
    ['DATE', '2026-01-02', '2026-01-01'],
  ])('%s cannot be from %s to %s', (type, min, max) => {
    expect(problemsOf(question('a', { type, min, max }))).toEqual([
      ['questions[0].max', 'Use a maximum that is not below the minimum.'],
    ]);
  });

  test('a condition cannot wait for an answer beyond them', () => {
    const share = question('a', { type: 'NUMBER', min: '0', max: '100' });
    const when = (equals: string) => question('b', { visibleWhen: { key: 'a', equals } });

    expect(problemsOf(share, when('100'))).toEqual([]);
    expect(problemsOf(share, when('101'))).toEqual([
      ['questions[1].visibleWhen.equals', 'Use a number from 0 to 100.'],
    ]);
  });
});

describe('languages and hints', () => {
  const withLanguage = (language: unknown) => ({ ...definition(question('a')), language });

  test.each([
    ['de', 'de'],
    ['DE-ch', 'de-CH'],
    ['zh-hant-TW', 'zh-Hant-TW'],
    [null, undefined],
  ])('%s is kept as %s', (given, kept) => {
    expect(parseInput(schema, withLanguage(given)).language).toBe(kept);
  });

  test.each(['', 'english language', 'de_CH', 'x', 'a'.repeat(36)])('%j is no language', (language) => {
    expect(findProblems(schema, withLanguage(language))).toEqual([
      { path: 'language', messages: ['Use a BCP 47 language tag, such as en or de-CH.'] },
    ]);
  });

  test('a question has at most 20 hints of 200 characters', () => {
    const hints = (count: number, length = 3) => Array.from({ length: count }, () => 'x'.repeat(length));

    expect(problemsOf(question('a', { hints: hints(20, 200) }))).toEqual([]);
    expect(problemsOf(question('a', { hints: hints(21) }))).toHaveLength(1);
    expect(problemsOf(question('a', { hints: hints(1, 201) }))).toEqual([
      ['questions[0].hints[0]', 'Use at most 200 characters.'],
    ]);
  });
});

describe('conditions', () => {
  const earlier = 'Use the key of an earlier question of this questionnaire.';
  const when = (key: string, equals = 'x') => ({ visibleWhen: { key, equals } });

  test('they name an earlier question, in this or an earlier section', () => {
    expect(problemsOf(question('a'), question('b', when('a')), question('c', when('b')))).toEqual([]);
    const sections = [
      { title: 'One', questions: [question('a')] },
      { title: 'Two', questions: [question('b', when('a'))] },
    ];
    expect(findProblems(schema, { name: 'a', type: 'DDQ', sections })).toEqual([]);
  });

  test('they do not name a later question, their own, or none of the questionnaire', () => {
    expect(problemsOf(question('a', when('b')), question('b', when('b')), question('c', when('z')))).toEqual([
      ['questions[0].visibleWhen.key', earlier],
      ['questions[1].visibleWhen.key', earlier],
      ['questions[2].visibleWhen.key', earlier],
    ]);
  });

  test('they do not name a question that is answered with files', () => {
    expect(problemsOf(question('a', { type: 'FILE' }), question('b', when('a')))).toEqual([
      ['questions[1].visibleWhen.key', 'Use the key of a question whose type is not FILE.'],
    ]);
  });

  test.each([
    ['BOOLEAN', 'true', 'yes', 'Use "true" or "false".'],
    ['ATTESTATION', 'true', 'false', 'Use "true".'],
    ['COUNTRY', 'GB', 'UK', 'Use an ISO 3166-1 alpha-2 country code in upper case, such as GB.'],
    ['SINGLE_CHOICE', 'x', 'X', 'Use one of: x, y.'],
    ['MULTI_CHOICE', 'y', 'x, y', 'Use one of: x, y.'],
    ['NUMBER', '2.5', '2.50', 'Use a number as JSON writes it, such as 10 or 2.5.'],
    ['DATE', '2024-02-29', '2023-02-29', 'Use a date written YYYY-MM-DD.'],
  ])('they wait for an answer that a %s question can have', (type, possible, impossible, message) => {
    const target = question('a', { type, options: type.endsWith('CHOICE') ? ['x', 'y'] : null });

    expect(problemsOf(target, question('b', when('a', possible)))).toEqual([]);
    expect(problemsOf(target, question('b', when('a', impossible)))).toEqual([
      ['questions[1].visibleWhen.equals', message],
    ]);
  });

  test('they are not held against a question that is itself malformed', () => {
    expect(problemsOf(question('a', { type: 'NONE' }), question('b', when('a')))).toHaveLength(1);
    expect(problemsOf(question('a', { type: 'SINGLE_CHOICE' }), question('b', when('a')))).toHaveLength(1);
    const choice = question('a', { type: 'SINGLE_CHOICE', options: ['y', ''] });
    expect(problemsOf(choice, question('b', when('a')))).toHaveLength(1);
  });
});

test('the rules are reported together with everything that is malformed', () => {
  const sections = [
    null,
    {
      title: '',
      questions: [
        'x',
        question('a', { type: 'none', extra: 1 }),
        question('a'),
        question('b', { visibleWhen: {} }),
      ],
    },
  ];

  expect(findProblems(schema, { type: 'ddq', sections }).map(({ path }) => path)).toEqual([
    'name',
    'type',
    'sections[0]',
    'sections[1].title',
    'sections[1].questions[0]',
    'sections[1].questions[1].type',
    'sections[1].questions[1].extra',
    'sections[1].questions[3].visibleWhen.key',
    'sections[1].questions[3].visibleWhen.equals',
    'sections[1].questions[2].key',
  ]);
});
