import { describe, expect, test } from 'vitest';
import { preparePassages } from '../../src/autofill/model/choose-passages.ts';
import { cutIntoChunks } from '../../src/autofill/model/chunks.ts';
import { findQuote } from '../../src/autofill/model/find-quote.ts';
import { readAnswers } from '../../src/autofill/model/read-answers.ts';
import type { QuestionType } from '../../src/database/client/enums.ts';
import type { ReadableDocument } from '../../src/domain/autofill/engine.ts';
import type { VersionQuestion } from '../../src/domain/questionnaires/read-version.ts';

const documentOf = (...pages: string[]): ReadableDocument => ({ id: pages.join('|'), name: 'A.pdf', pages });

const question = (type: QuestionType, text = 'A question?', options: string[] = []): VersionQuestion => ({
  id: 'id',
  key: 'key',
  text,
  type,
  required: false,
  options,
  helpText: null,
  min: null,
  max: null,
  hints: [],
  visibleWhenKey: null,
  visibleWhenEquals: null,
  texts: {},
});

describe('a quote', () => {
  test.each([
    ['Company number: 0123', 'Company  number:\n0123', 'Company  number:\n0123'],
    ["the board's “view” – final", 'So the board’s "view" - final.', 'the board’s "view" - final'],
    ['(50 %) [a+b]*', 'x (50 %) [a+b]* y', '(50 %) [a+b]*'],
    ['代表者は山田', '当社の代表者は山田太郎です', '代表者は山田'],
    ['🙂 Straße', 'a 🙂 Straße b', '🙂 Straße'],
  ])('%j is found as %j has it', (quote, text, found) => {
    expect(findQuote(text, quote)).toBe(found);
  });

  test.each([
    ['Company number: 0124', 'Company number: 0123'],
    ['company Number', 'Company number'],
    ['no', 'November'],
    ['123', 'HRB 12345'],
    ['a b', 'ab'],
    ['.*', 'anything'],
    ['---', 'a --- b'],
    ['', 'text'],
  ])('%j does not stand in %j', (quote, text) => {
    expect(findQuote(text, quote)).toBeUndefined();
  });
});

describe('what of a reply is proposed', () => {
  const text =
    'Founded on 3 March 2020 in Austria. Staff: 1,200. Email: office@brightwater.example. Form: GmbH\nListed: no';
  const document = documentOf('First page', text);
  const passages = [
    { document, page: 1, text: 'First page' },
    { document, page: 2, text },
  ];
  const read = (asked: VersionQuestion, answer: unknown) =>
    readAnswers({ reply: { q1: answer }, questions: [asked], passages });
  const answer = (quote: string, value: unknown, rest: object = {}) => ({
    passage: 2,
    quote,
    value,
    confidence: 0.8,
    ...rest,
  });

  test.each<[QuestionType, unknown, string, unknown, string[]?]>([
    ['TEXT', 'GmbH Listed: no', 'Form: GmbH Listed: no', 'GmbH Listed: no'],
    ['LONG_TEXT', 'GmbH Listed: no', 'Form: GmbH Listed: no', 'GmbH\nListed: no'],
    ['DATE', '2020-03-03', 'Founded on 3 March 2020', '2020-03-03'],
    ['COUNTRY', 'at', 'in Austria', 'AT'],
    ['NUMBER', 1200, 'Staff: 1,200', 1200],
    ['NUMBER', '1200', 'Staff: 1,200', 1200],
    [
      'EMAIL',
      'office@brightwater.example',
      'Email: office@brightwater.example',
      'office@brightwater.example',
    ],
    ['BOOLEAN', false, 'Listed: no', false],
    ['BOOLEAN', 'False', 'Listed: no', false],
    ['SINGLE_CHOICE', ' gmbh', 'Form: GmbH', 'GmbH', ['AG', 'GmbH']],
    ['MULTI_CHOICE', ['GmbH'], 'Form: GmbH', ['GmbH'], ['AG', 'GmbH']],
    ['MULTI_CHOICE', 'GmbH', 'Form: GmbH', ['GmbH'], ['AG', 'GmbH']],
  ])('%s: %j from %j', (type, value, quote, proposed, options) => {
    expect(read(question(type, '?', options), answer(quote, value))).toMatchObject([
      { questionId: 'id', value: proposed, documentId: document.id, page: 2, confidence: 0.8 },
    ]);
  });

  test.each<[string, QuestionType, unknown, string[]?]>([
    ['null', 'TEXT', null],
    ['a text instead of an answer', 'TEXT', 'GmbH'],
    ['a value without a quote', 'TEXT', { passage: 2, value: 'GmbH', confidence: 1 }],
    ['a quote that stands nowhere', 'TEXT', answer('Form: AG', 'AG')],
    ['a text that is not in its quote', 'TEXT', answer('Form: GmbH', 'Brightwater GmbH')],
    ['a text in the words of the model', 'LONG_TEXT', answer('Form: GmbH', 'It is a GmbH.')],
    ['a blank text', 'TEXT', answer('Form: GmbH', ' ')],
    ['a date that is no ISO date', 'DATE', answer('Founded on 3 March 2020', '3 March 2020')],
    ['a day that does not exist', 'DATE', answer('Founded on 3 March 2020', '2020-02-30')],
    ['a country by name', 'COUNTRY', answer('in Austria', 'Austria')],
    ['a number with a separator that could be either', 'NUMBER', answer('Staff: 1,200', '1,200')],
    ['a number that is none', 'NUMBER', answer('Staff: 1,200', 'many')],
    ['yes instead of true', 'BOOLEAN', answer('Listed: no', 'no')],
    ['a bare word for yes or no', 'BOOLEAN', answer('no', false)],
    ['a day that is not in its quote', 'DATE', answer('Form: GmbH', '2020-03-03')],
    ['a country that is not in its quote', 'COUNTRY', answer('Founded on 3 March 2020', 'AT')],
    ['a number that is not in its quote', 'NUMBER', answer('Staff: 1,200', 1_300)],
    ['an option that is not in its quote', 'SINGLE_CHOICE', answer('Listed: no', 'GmbH'), ['AG', 'GmbH']],
    [
      'part of an email address',
      'EMAIL',
      answer('Email: office@brightwater.example', 'ice@brightwater.example'),
    ],
    ['a choice that is not offered', 'SINGLE_CHOICE', answer('Form: GmbH', 'GmbH'), ['AG', 'SE']],
    [
      'a choice beside one that is not offered',
      'MULTI_CHOICE',
      answer('Form: GmbH', ['AG', 'X']),
      ['AG', 'SE'],
    ],
    ['an answer that the model is not sure of', 'TEXT', answer('Form: GmbH', 'GmbH', { confidence: 0.4 })],
    ['a confidence in percent', 'TEXT', answer('Form: GmbH', 'GmbH', { confidence: 90 })],
    ['an answer without a confidence', 'TEXT', answer('Form: GmbH', 'GmbH', { confidence: undefined })],
    ['an answer without a passage', 'TEXT', answer('Form: GmbH', 'GmbH', { passage: null })],
  ])('%s is dropped', (_, type, reply, options) => {
    expect(read(question(type, '?', options), reply)).toEqual([]);
  });

  test('a passage that does not exist is found by the quote, where only one page has it', () => {
    const wrong = { passage: 7 };
    const asked = question('TEXT');
    expect(read(asked, answer('Form: GmbH', 'GmbH', wrong))).toMatchObject([{ page: 2 }]);
    expect(read(asked, answer('First page', 'First page', { passage: 2 }))).toMatchObject([{ page: 1 }]);
    const twice = [...passages, { document, page: 3, text }];
    const reply = { q1: answer('Form: GmbH', 'GmbH', wrong) };
    expect(readAnswers({ reply, questions: [asked], passages: twice })).toEqual([]);
  });

  test('one bad answer does not cost the good ones beside it', () => {
    const reply = { q1: 'nonsense', q2: answer('Form: GmbH', 'GmbH'), toString: 1 };
    const questions = [question('TEXT'), { ...question('TEXT'), id: 'second' }];
    expect(readAnswers({ reply, questions, passages })).toMatchObject([{ questionId: 'second' }]);
  });
});

describe('passages', () => {
  const { signal } = new AbortController();

  test('the chunks of a page are the whole page, whatever its lines are like', async () => {
    const numbered = (text: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${text}${index}`).join('');
    const page = `Title\n\n${numbered(' word', 500)}. ${numbered('🙂', 700)}\n${numbered('. Sentence', 200)}\nEnd`;
    const chunks = await cutIntoChunks({ documents: [documentOf(page)], signal });
    expect(chunks.length).toBeGreaterThan(5);
    for (const { text } of chunks) {
      expect(text.length).toBeLessThanOrEqual(2_000);
      expect(text.isWellFormed()).toBe(true);
    }
    expect(chunks.map(({ text }) => text).join('') === page).toBe(true);
  });

  test('a text that stands there twice is shown once, with its first place', async () => {
    const documents = [documentOf('Head', 'Head', 'Own words'), documentOf('Own  words ')];
    const choose = await preparePassages({ documents, budgetCharacters: 1_000, signal });
    expect(await choose([question('TEXT')])).toMatchObject([
      { page: 1, text: 'Head' },
      { page: 3, text: 'Own words' },
    ]);
  });

  test('every question of a batch gets its best passage before any gets a second', async () => {
    const about = (topic: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${topic} ${index}. ${`${topic} fact `.repeat(60)}`);
    const documents = [
      documentOf(...about('auditor', 10), ...about('dividend', 10), ...about('harbour', 10)),
    ];
    const choose = await preparePassages({ documents, budgetCharacters: 2_000, signal });
    const chosen = await choose([
      question('TEXT', 'Who is the auditor?'),
      question('TEXT', 'Which dividends?'),
    ]);
    const texts = chosen.map(({ text }) => text);
    expect(texts.some((text) => text.startsWith('auditor'))).toBe(true);
    expect(texts.some((text) => text.startsWith('dividend'))).toBe(true);
    expect(texts.join('').length).toBeLessThanOrEqual(2_000);
  });

  test('preparing ends once the time is over', async () => {
    const page = (index: number) => `Page ${index}. ${'Weather and crops. '.repeat(60)}`;
    const time = AbortSignal.abort(new Error('The time is over.'));
    for (const pageCount of [10, 40]) {
      const documents = [documentOf(...Array.from({ length: pageCount }, (_, index) => page(index)))];
      const prepared = preparePassages({ documents, budgetCharacters: 2_000, signal: time });
      await expect(prepared).rejects.toThrow('The time is over.');
    }
  });

  test('a question finds its passage in a document of the other language', async () => {
    const filler = Array.from(
      { length: 30 },
      (_, index) => `Kapitel ${index}. ${'Wetter und Ernte. '.repeat(50)}`,
    );
    const pages = filler.toSpliced(20, 0, 'Handelsregister-Nummer der Firma: HRB 12345');
    const choose = await preparePassages({
      documents: [documentOf(...pages)],
      budgetCharacters: 2_000,
      signal,
    });
    const chosen = await choose([question('TEXT', 'What is the company registration number?')]);
    expect(chosen.map(({ page }) => page)).toContain(21);
  });

  test('where no words match, the beginnings of all documents are shown', async () => {
    const pages = (language: string) =>
      Array.from({ length: 20 }, (_, index) => `${language} ${index} `.repeat(50));
    const documents = [documentOf(...pages('eins')), documentOf(...pages('zwei'))];
    const choose = await preparePassages({ documents, budgetCharacters: 2_000, signal });
    const chosen = await choose([question('TEXT', 'Question?')]);
    expect(new Set(chosen.map(({ document }) => document))).toEqual(new Set(documents));
    expect(chosen[0]?.page).toBe(1);
  });
});
