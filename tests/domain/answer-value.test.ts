import { describe, expect, test } from 'vitest';
import { QuestionType } from '../../src/database/client/enums.ts';
import { checkAnswerValue } from '../../src/domain/questionnaires/answer-value.ts';

const options = ['Red', 'Green', 'Blue'];
const check = (type: QuestionType, value: unknown) =>
  checkAnswerValue({ question: { type, options }, value });
const id = '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a';
const otherId = '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5b';

test.each<[QuestionType, unknown]>([
  ['TEXT', ' kept as given '],
  ['TEXT', 'a'.repeat(1_000)],
  ['LONG_TEXT', ' one\n\ttwo\r\n'],
  ['LONG_TEXT', 'a'.repeat(20_000)],
  ['NUMBER', 0],
  ['NUMBER', -12.5],
  ['DATE', '2024-02-29'],
  ['DATE', '0001-01-01'],
  ['BOOLEAN', false],
  ['ATTESTATION', true],
  ['SINGLE_CHOICE', 'Green'],
  ['MULTI_CHOICE', ['Red', 'Blue']],
  ['COUNTRY', 'DE'],
  ['EMAIL', 'name@example.com'],
  ['URL', 'https://example.com/a'],
  ['FILE', [id, otherId]],
])('%s takes %j as it is', (type, value) => {
  expect(check(type, value)).toEqual({ value });
});

test.each(Object.values(QuestionType))('null clears an answer to a question of type %s', (type) => {
  expect(check(type, null)).toEqual({ value: null });
});

test.each<[QuestionType, unknown, unknown]>([
  ['MULTI_CHOICE', ['Blue', 'Red'], ['Red', 'Blue']],
  ['EMAIL', ' name@example.com ', 'name@example.com'],
  ['URL', ' https://example.com ', 'https://example.com'],
  ['FILE', [id.toUpperCase()], [id]],
])('%s tidies %j', (type, value, expected) => {
  expect(check(type, value)).toEqual({ value: expected });
});

const date = 'Use a date written YYYY-MM-DD.';
const blank = 'An answer must not be blank. Use null to clear it.';
const multi = 'Use a list of one or more of these, each once: Red, Green, Blue.';
const country = 'Use an ISO 3166-1 alpha-2 country code in upper case, such as GB.';
const email = 'Use one email address, such as name@example.com.';
const url = 'Use a web address that starts with http:// or https://.';
const files = "Use a list of ids of the entity's documents, each once.";

test.each<[QuestionType, string, unknown[]]>([
  ['TEXT', blank, ['', ' ', '\n']],
  ['TEXT', 'Use at most 1000 characters.', [1, true, ['a'], {}, undefined]],
  ['TEXT', 'Use at most 1000 characters.', ['a'.repeat(1_001)]],
  ['TEXT', 'Use one line of text without control characters.', ['a\nb', 'a\0b']],
  ['TEXT', 'Use well-formed Unicode text.', ['a\ud800']],
  ['LONG_TEXT', blank, ['', ' \r\n\t']],
  ['LONG_TEXT', 'Use at most 20000 characters.', ['a'.repeat(20_001)]],
  ['LONG_TEXT', 'Use no control characters other than line breaks and tabs.', ['a\0b', 'a\u001bb']],
  ['NUMBER', 'Use a number.', ['1', Number.NaN, Number.POSITIVE_INFINITY, true, [1], undefined]],
  [
    'DATE',
    date,
    ['2023-02-29', '2024-13-01', '2024-00-10', '2024-04-31', '24-01-01', '0000-01-01', '2024-1-1'],
  ],
  ['DATE', date, ['2024-01-01T00:00:00Z', '2024-01-01\n', '+002024-01-01', 20240101, new Date(), undefined]],
  ['BOOLEAN', 'Use true or false.', ['true', 1, 0, [], undefined]],
  ['ATTESTATION', 'Use true, or null if it has not been confirmed.', [false, 'true', 'on', 1, [], undefined]],
  ['SINGLE_CHOICE', 'Use one of: Red, Green, Blue.', ['red', ' Red', '', ['Red'], 0, undefined]],
  ['MULTI_CHOICE', multi, ['Red', ['Red', 'Red'], ['Red', 'Pink'], ['Red', 1], [null], {}, undefined]],
  ['MULTI_CHOICE', 'Choose at least one option. Use null to clear the answer.', [[]]],
  ['COUNTRY', country, ['de', 'UK', 'XX', '', 1, ['DE'], undefined]],
  ['EMAIL', email, ['', 'name', 'a@b.com, c@d.com', 'a@b.com\r\nBcc: c@d.com', 1, undefined]],
  ['URL', url, ['', 'example.com', 'ftp://example.com', 'javascript:alert(1)', 1, undefined]],
  ['FILE', files, [id, ['x'], [id, id], [id, id.toUpperCase()], [1], [null], {}, undefined]],
  ['FILE', 'List at least one document. Use null to clear the answer.', [[]]],
  ['FILE', 'Use at most 100 documents.', [Array.from({ length: 101 }, () => id)]],
])('%s says "%s" to everything else', (type, problem, values) => {
  for (const value of values) {
    expect([value, check(type, value)]).toEqual([value, { problem }]);
  }
});

test('a message lists at most twenty options', () => {
  const many = Array.from({ length: 250 }, (_, index) => `option ${index}`);

  expect(checkAnswerValue({ question: { type: 'SINGLE_CHOICE', options: many }, value: 'x' })).toEqual({
    problem: expect.stringMatching(/option 19 and 230 more\.$/),
  });
});

describe('an answer to a question with bounds', () => {
  const bounded = (type: QuestionType, bounds: { min?: string; max?: string }, value: unknown) =>
    checkAnswerValue({ question: { type, options: [], ...bounds }, value, today: '2026-03-01' });

  test.each<[QuestionType, { min?: string; max?: string }, unknown]>([
    ['NUMBER', { min: '0', max: '100' }, 0],
    ['NUMBER', { min: '0', max: '100' }, 100],
    ['NUMBER', { min: '-1.5' }, -1.5],
    ['NUMBER', { max: '2.50' }, 2.5],
    ['DATE', { max: 'today' }, '2026-03-01'],
    ['DATE', { min: 'today' }, '2026-03-01'],
    ['DATE', { min: '1990-01-01', max: 'today' }, '1990-01-01'],
    ['DATE', { max: '2026-03-01' }, null],
  ])('%s within %j can be %j', (type, bounds, value) => {
    expect(bounded(type, bounds, value)).toEqual({ value });
  });

  test.each<[QuestionType, { min?: string; max?: string }, unknown, string]>([
    ['NUMBER', { min: '0', max: '100' }, 100.01, 'Use a number from 0 to 100.'],
    ['NUMBER', { min: '0' }, -0.001, 'Use a number of at least 0.'],
    ['NUMBER', { max: '9' }, 10, 'Use a number of at most 9.'],
    ['DATE', { max: 'today' }, '2026-03-02', 'Use a date no later than today.'],
    ['DATE', { min: 'today' }, '2026-02-28', 'Use a date no earlier than today.'],
    ['DATE', { min: '1990-01-01', max: 'today' }, '1989-12-31', 'Use a date from 1990-01-01 to today.'],
    ['DATE', { max: 'today' }, 'soon', 'Use a date written YYYY-MM-DD.'],
  ])('%s within %j cannot be %j', (type, bounds, value, problem) => {
    expect(bounded(type, bounds, value)).toEqual({ problem });
  });
});
