import { describe, expect, it } from 'vitest';
import { checkProposals } from '../../src/domain/autofill/check-proposals.ts';
import type { ProposedAnswer, ReadableDocument } from '../../src/domain/autofill/engine.ts';
import { isQuoteOnPage } from '../../src/domain/autofill/is-quote-on-page.ts';
import { isSupported } from '../../src/domain/autofill/is-supported.ts';
import type { VersionQuestion } from '../../src/domain/questionnaires/read-version.ts';

const question = (id: string, type: VersionQuestion['type'], options: string[] = []): VersionQuestion => ({
  id,
  key: id,
  text: `${id}?`,
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

const questions = [
  question('name', 'TEXT'),
  question('staff', 'NUMBER'),
  question('form', 'SINGLE_CHOICE', ['Limited', 'Partnership']),
  question('extract', 'FILE'),
];
const register: ReadableDocument = {
  id: 'register',
  name: 'register.pdf',
  pages: ['Register of companies', 'Acme Trading Ltd,\n\ta private limited company, has 40 employees.'],
};
const report: ReadableDocument = {
  id: 'report',
  name: 'report.pdf',
  pages: ['Acme Trading Ltd has 42 employees.'],
};

const proposal = (changes: Partial<ProposedAnswer>): ProposedAnswer => ({
  questionId: 'name',
  value: 'Acme Trading Ltd',
  documentId: 'register',
  page: 2,
  quote: 'Acme Trading Ltd',
  confidence: 0.8,
  ...changes,
});

const check = (...proposals: ProposedAnswer[]) =>
  checkProposals({ questions, documents: [register, report], proposals });

describe('proposals of an engine', () => {
  it('proposals of an engine are taken with the document’s name and the quote in one line', () => {
    expect(check(proposal({ quote: ' Acme Trading Ltd, a\nprivate limited company' }))).toEqual([
      {
        questionId: 'name',
        value: 'Acme Trading Ltd',
        documentId: 'register',
        documentName: 'register.pdf',
        page: 2,
        quote: 'Acme Trading Ltd, a private limited company',
        confidence: 0.8,
      },
    ]);
  });

  it.each<[string, Partial<ProposedAnswer>]>([
    ['a question that the questionnaire does not have', { questionId: 'age' }],
    ['a question that takes files', { questionId: 'extract', value: ['register'] }],
    ['a document that is none of the run’s', { documentId: 'leaflet' }],
    ['a page that the document does not have', { page: 3 }],
    ['a page before the first', { page: 0 }],
    ['half a page', { page: 1.5 }],
    ['a quote from another page', { page: 1 }],
    ['a quote from another document', { documentId: 'report', page: 1, quote: 'private limited company' }],
    ['a quote that the engine has made up', { quote: 'Acme Trading Ltd was founded by angels' }],
    ['a quote in another letter case', { quote: 'ACME TRADING LTD' }],
    ['a quote with words left out', { quote: 'Acme Trading Ltd has 40 employees' }],
    ['an empty quote', { quote: ' \n ' }],
    ['a quote that ends in the middle of a word', { value: 'Acme', quote: 'Acme Trad' }],
    [
      'a value that does not answer the question',
      { questionId: 'staff', value: '40', quote: 'has 40 employees' },
    ],
    ['no value', { value: null }],
    [
      'a choice that is no option',
      { questionId: 'form', value: 'Company', quote: 'private limited company' },
    ],
    ['a text that the quote does not say', { value: 'Acme Trading Limited' }],
    ['a number that the quote does not say', { questionId: 'staff', value: 41, quote: 'has 40 employees' }],
    ['a confidence above 1', { confidence: 1.01 }],
    ['a confidence below 0', { confidence: -0.01 }],
    ['a confidence that is no number', { confidence: Number.NaN }],
  ])('proposals of an engine are dropped for %s', (_name, changes) => {
    expect(check(proposal(changes))).toEqual([]);
  });

  it('proposals of an engine are dropped where the quote is a whole book', () => {
    const text = 'Acme Trading Ltd '.repeat(300);
    const book = { id: 'book', name: 'book.txt', pages: [text] };
    const proposals = [proposal({ documentId: 'book', page: 1, quote: text })];

    expect(checkProposals({ questions, documents: [book], proposals })).toEqual([]);
  });

  it('proposals of an engine are quoted without the marks between columns, which are only in the text', () => {
    const text = 'Register\nCompany name | Acme Trading Ltd\nStaff |  | 40 | a|b';
    const table = { id: 'table', name: 'table.csv', pages: [text] };
    const of = (changes: Partial<ProposedAnswer>) => proposal({ documentId: 'table', page: 1, ...changes });
    const found = checkProposals({
      questions,
      documents: [table],
      proposals: [
        of({ quote: 'Company name | Acme Trading Ltd' }),
        of({ questionId: 'staff', value: 40, quote: 'Staff | | 40 | a|b' }),
      ],
    });

    expect(found.map(({ quote }) => quote)).toEqual(['Company name Acme Trading Ltd', 'Staff 40 a|b']);
    expect(
      checkProposals({
        questions,
        documents: [table],
        proposals: [of({ quote: 'Company name Acme Trading Ltd' })],
      }),
    ).toEqual([]);
  });

  it('proposals of an engine are taken once a question, the most confident of those that hold', () => {
    const found = check(
      proposal({ questionId: 'staff', value: 40, quote: '40 employees', confidence: 0.6 }),
      proposal({
        questionId: 'staff',
        value: 42,
        documentId: 'report',
        page: 1,
        quote: '42 employees',
        confidence: 0.7,
      }),
      proposal({ questionId: 'staff', value: 43, quote: '43 employees', confidence: 1 }),
      proposal({ confidence: 0 }),
    );

    expect(found.map(({ questionId, value }) => [questionId, value])).toEqual([
      ['name', 'Acme Trading Ltd'],
      ['staff', 42],
    ]);
  });
});

describe('a quote', () => {
  it.each([
    ['over a line break', 'private limited', 'a private\r\n  limited company'],
    ['with other spaces', 'EUR 1 000', 'about EUR\u00a01\u202f000 a year'],
    ['at the beginning and the end', 'all of it', 'all of it'],
    ['between punctuation', 'listed', '(listed)'],
    ['where it stands the second time', 'listed', 'unlisted in Rome, listed in Milan'],
    ['within a script that does not set words apart', '有限公司', '上海贸易有限公司成立'],
  ])('a quote stands on its page %s', (_name, quote, page) => {
    expect(isQuoteOnPage(quote, page)).toBe(true);
  });

  it.each([
    ['with another letter', 'private limited', 'private Limited company'],
    ['with other punctuation', 'a, b', 'a; b'],
    ['in the middle of a word', 'listed', 'The company is unlisted'],
    ['in the middle of a number', '250 employees', '1250 employees'],
    ['up to the middle of a word', 'bank', 'banking'],
    ['with accents taken off', 'Muller', 'Müller'],
    ['with spaces where the page has none', 'GB 123', 'GB123'],
  ])('a quote does not stand on a page %s', (_name, quote, page) => {
    expect(isQuoteOnPage(quote, page)).toBe(false);
  });
});

describe('whether a quote says a value', () => {
  const says = (type: VersionQuestion['type'], value: string | number | boolean | string[], quote: string) =>
    isSupported({ type, value, quote });

  it.each<[VersionQuestion['type'], string | number | boolean | string[], string]>([
    ['TEXT', 'Acme Trading Ltd', 'Name: ACME TRADING LTD.'],
    ['TEXT', '12 High Street, London EC1A 1AA', 'Office 12 High Street London EC1A 1AA'],
    ['TEXT', '£5m', 'a turnover of £5m'],
    ['LONG_TEXT', 'We sell tea.\nAnd coffee.', 'We sell tea. And coffee. And more.'],
    ['NUMBER', 1250, 'has 1,250 employees'],
    ['NUMBER', 1250, 'hat 1.250 Mitarbeiter'],
    ['NUMBER', 1250, 'soit 1\u202f250 personnes'],
    ['NUMBER', 1250.5, 'EUR 1.250,50'],
    ['NUMBER', 12.5, 'holds 12.5 %'],
    ['NUMBER', 12.5, 'hält 12,5 %'],
    ['NUMBER', 4_200_000, 'revenue of €4.2 million'],
    ['NUMBER', 4_200_000, 'Umsatz: 4,2 Mio. EUR'],
    ['NUMBER', 3e9, 'assets of USD 3bn'],
    ['NUMBER', -300, 'a loss of 300'],
    ['NUMBER', 2019, 'Founded 3.4.2019'],
    ['NUMBER', 48_250_000, 'EUR thousand | 2025 | 2024\nRevenue | 48,250 | 41,907'],
    ['NUMBER', 48_000_000, 'Revenue in millions | 48'],
    ['NUMBER', 3, 'The board has three members'],
    ['NUMBER', 3, 'Der Vorstand hat drei Mitglieder'],
    ['NUMBER', 1, 'The company has one director'],
    ['NUMBER', 1, 'Anzahl der Geschäftsführer | eine'],
    ['NUMBER', 0, 'Number of branches: none'],
    ['NUMBER', 0, 'Branches: no'],
    ['NUMBER', 0, 'Zweigstellen: keine.'],
    ['NUMBER', 1_250_000, 'EUR 1.250.000,00'],
    ['NUMBER', 214_380_000, 'Umsatzerlöse in TEUR | 214.380 | 198.455'],
    ['DATE', '2019-04-03', 'Incorporated on 3 April 2019'],
    ['DATE', '2019-04-03', 'gegründet am 03.04.2019'],
    ['DATE', '2019-04-03', 'April 3rd, 2019'],
    ['DATE', '2019-04-03', '3. Apr. 2019'],
    ['DATE', '2019-03-31', '31. März 2019'],
    ['DATE', '2019-04-03', '2019-04-03'],
    ['DATE', '2019-04-03', '03/04/19'],
    ['DATE', '1985-04-04', 'P<GBR 1234567897GBR8504041F3001012'],
    ['COUNTRY', 'GB', 'Incorporated in the United Kingdom'],
    ['COUNTRY', 'GB', 'Registered in England and Wales'],
    ['COUNTRY', 'GB', 'Based in the U.K.'],
    ['COUNTRY', 'GB', 'a company of the UK'],
    ['COUNTRY', 'GB', 'a British company'],
    ['COUNTRY', 'GB', 'COMPANY INCORPORATED IN ENGLAND AND WALES'],
    ['COUNTRY', 'VG', 'registered in the British Virgin Islands'],
    ['COUNTRY', 'US', 'a US corporation'],
    ['COUNTRY', 'US', 'a corporation of the State of Delaware'],
    ['COUNTRY', 'DE', 'organised under the laws of the Federal Republic of Germany'],
    ['COUNTRY', 'DE', 'eine deutsche Gesellschaft'],
    ['COUNTRY', 'DE', 'nach dem Recht Deutschlands'],
    ['COUNTRY', 'DE', 'Country | DE | 100 %'],
    ['COUNTRY', 'GB', 'Nationality GBR'],
    ['COUNTRY', 'AT', 'Sitz in Österreich'],
    ['COUNTRY', 'AT', 'Sitz in OESTERREICH'],
    ['COUNTRY', 'GB', 'eine Gesellschaft des Vereinigten Königreichs'],
    ['COUNTRY', 'CI', 'Republic of Côte d’Ivoire'],
    ['COUNTRY', 'NO', 'Country: NO'],
    ['COUNTRY', 'DE', 'Sitz: Hamburg, Deutschland'],
    ['EMAIL', 'info@acme.example', 'Mail: Info@Acme.example'],
    ['URL', 'https://www.acme.example/', 'Visit www.acme.example today'],
    ['EMAIL', 'info@acme.example', '(E-Mail:info@acme.example)'],
    ['EMAIL', 'info@acme.example', 'write to info@acme.example.'],
    ['EMAIL', 'jörg@acme.example', 'Jörg@acme.example, Vertrieb'],
    ['URL', 'https://acme.example/about', 'See http://www.acme.example/about.'],
    ['URL', 'https://acme.example/', 'Website | www.acme.example'],
    ['URL', 'https://www.acme.example', 'Visit (https://acme.example/).'],
    ['URL', 'https://müller.example', 'Internet: www.Müller.example'],
    ['SINGLE_CHOICE', 'Limited', 'a company limited by shares'],
    ['SINGLE_CHOICE', 'Private limited company', 'Rechtsform: GmbH'],
    ['SINGLE_CHOICE', 'Manufacturing', 'It manufactures balances.'],
    ['SINGLE_CHOICE', 'Foundation or charity', 'The company is a charity'],
    ['SINGLE_CHOICE', 'Yes, listed', 'The company is listed'],
    ['SINGLE_CHOICE', 'No', 'Listed: no'],
    ['SINGLE_CHOICE', 'Österreichische Stiftungen', 'eine österreichische Stiftung'],
    ['MULTI_CHOICE', ['European Union', 'United Nations'], 'Screened lists: EU, UN'],
    ['BOOLEAN', false, 'Nobody is a politically exposed person'],
    ['BOOLEAN', false, 'Listed: no'],
    ['BOOLEAN', true, '上市公司：是'],
  ])('it says the %s %j: %s', (type, value, quote) => {
    expect(says(type, value, quote)).toBe(true);
  });

  it.each<[VersionQuestion['type'], string | number | boolean | string[], string]>([
    ['TEXT', 'Acme', 'Acmesoft Ltd'],
    ['TEXT', 'the', 'the'],
    ['TEXT', 'Trading Acme', 'Acme Trading'],
    ['TEXT', '£5m', 'a turnover of $5m'],
    ['TEXT', '—', 'Name — none'],
    ['NUMBER', 250, 'has 1,250 employees'],
    ['NUMBER', 1250, 'has 1,260 employees'],
    ['NUMBER', 4_200_000, 'revenue of €4.2 thousand'],
    ['NUMBER', 4200, 'revenue of €4.2 million'],
    ['NUMBER', 125, 'holds 12.5 %'],
    ['NUMBER', 48_250_000, 'Revenue | 48,250 | 41,907'],
    ['NUMBER', 48_000_000, 'in 1000 cases | 48'],
    ['NUMBER', 4, 'The board has three members'],
    ['DATE', '2019-04-03', 'Incorporated in April 2019'],
    ['DATE', '2019-04-03', 'Incorporated on 3 May 2019'],
    ['DATE', '2019-04-03', 'Incorporated on 4 April 2019'],
    ['DATE', '2019-04-03', 'Incorporated on 3 April 2018'],
    ['DATE', '2019-04-04', 'signed 04.2019'],
    ['COUNTRY', 'GB', 'Incorporated in Ireland'],
    ['NUMBER', 1, 'Sie ist eine Gesellschaft'],
    ['NUMBER', 1, 'Geschäftsführer: ein Herr'],
    ['NUMBER', 1, 'one of the largest'],
    ['NUMBER', 1, 'No one holds shares'],
    ['NUMBER', 0, 'There is no risk'],
    ['NUMBER', 0, 'null and void'],
    ['COUNTRY', 'FR', 'a company of the USA'],
    ['COUNTRY', 'KP', '.'],
    ['COUNTRY', 'KP', 'The company'],
    ['COUNTRY', 'DE', 'Registration number: HRB 4711'],
    ['COUNTRY', 'DE', 'Wilmington, DE'],
    ['COUNTRY', 'GB', 'Contact us in London'],
    ['COUNTRY', 'GB', 'registered in the British Virgin Islands'],
    ['COUNTRY', 'JE', 'Newark, New Jersey'],
    ['COUNTRY', 'TR', 'We sell turkey and polish'],
    ['COUNTRY', 'PL', 'We sell turkey and polish'],
    ['COUNTRY', 'AG', 'Acme AG, Zürich'],
    ['COUNTRY', 'US', 'contact us'],
    ['COUNTRY', 'US', 'CONTACT US TODAY'],
    ['COUNTRY', 'IN', 'INCORPORATED IN ENGLAND'],
    ['EMAIL', 'info@acme.example', 'sales@acme.example'],
    ['EMAIL', 'hn@acme.example', 'john@acme.example'],
    ['EMAIL', 'john@acme.example', 'mary.john@acme.example'],
    ['EMAIL', 'john@acme.example', 'joe-john@acme.example'],
    ['EMAIL', 'john@acme.co', 'john@acme.com'],
    ['EMAIL', 'john@acme.co', 'john@acme.co.uk'],
    ['URL', 'https://acme.example', 'Visit www.beacon.example'],
    ['URL', 'https://acme.co', 'www.notacme.com'],
    ['URL', 'https://acme.example', 'Visit www.notacme.example'],
    ['URL', 'https://acme.co', 'www.acme.co.uk'],
    ['URL', 'https://acme.example', 'Write to info@acme.example'],
    ['URL', 'https://acme.example/about', 'www.acme.example'],
    ['URL', 'https://host.example', 'https://host.example/acme'],
    ['URL', 'https://acme.example@evil.example', 'https://acme.example'],
    ['SINGLE_CHOICE', 'Yes, listed', '.'],
    ['SINGLE_CHOICE', 'No', 'no'],
    ['SINGLE_CHOICE', 'Limited', 'Limited'],
    ['SINGLE_CHOICE', 'Limited', 'an unlimited company'],
    ['SINGLE_CHOICE', 'Foundation or charity', 'this company or another'],
    ['MULTI_CHOICE', ['Europe', 'Asia'], 'in Europe and Africa'],
    ['MULTI_CHOICE', ['Europe', 'Asia'], 'in Paris and Tokyo'],
    ['ATTESTATION', true, 'The signatory hereby confirms that all of this is true'],
    ['BOOLEAN', true, '.'],
    ['BOOLEAN', true, 'The contact'],
    ['BOOLEAN', false, 'no'],
    ['BOOLEAN', true, 'it is in the'],
  ])('it does not say the %s %j: %s', (type, value, quote) => {
    expect(says(type, value, quote)).toBe(false);
  });

  it('means either for yes and no, which cannot be told from its letters', () => {
    expect(says('BOOLEAN', true, 'Nobody is a politically exposed person')).toBe(true);
    expect(says('BOOLEAN', false, 'Nobody is a politically exposed person')).toBe(true);
  });
});

describe('what a document only seems to say', () => {
  const asked = [
    { ...question('revenue', 'NUMBER'), text: 'What was the revenue, in euros?' },
    { ...question('employees', 'NUMBER'), text: 'How many employees are there?' },
    { ...question('thousands', 'NUMBER'), text: 'What was the revenue, in thousands of euros?' },
    question('regulator', 'TEXT'),
    question('started', 'DATE'),
    question('place', 'COUNTRY'),
    question('form', 'SINGLE_CHOICE', ['Limited', 'Partnership']),
  ];
  /** Whether an engine that proposes a value with a quote is believed. */
  const isTaken = (questionId: string, value: unknown, quote: string, page = quote) =>
    checkProposals({
      questions: asked,
      documents: [{ id: 'paper', name: 'paper.pdf', pages: [page] }],
      proposals: [proposal({ questionId, value, quote, documentId: 'paper', page: 1 })],
    }).length === 1;

  it('a figure in a document is not accepted as an amount without its scale', () => {
    for (const label of ['(EUR m)', '(€m)', '(in millions of euros)', '(EUR Mio.)']) {
      expect(isTaken('revenue', 12.5, `Revenue ${label}: 12.5`), label).toBe(false);
      expect(isTaken('revenue', 12_500_000, `Revenue ${label}: 12.5`), label).toBe(true);
    }
    for (const label of ['(EUR 000)', '(k€)', '(TEUR)', 'in thousand EUR']) {
      expect(isTaken('revenue', 1_250, `Revenue ${label}: 1,250`), label).toBe(false);
      expect(isTaken('revenue', 1_250_000, `Revenue ${label}: 1,250`), label).toBe(true);
    }
    expect(isTaken('revenue', 12.5, 'Revenue: EUR 12.5 million')).toBe(false);
    expect(isTaken('revenue', 12_500_000, 'Revenue: EUR 12.5 million')).toBe(true);
    expect(isTaken('thousands', 1_250, 'Revenue (TEUR): 1,250')).toBe(true);
    expect(isTaken('thousands', 1_250_000, 'Revenue (TEUR): 1,250')).toBe(false);
  });

  it('a figure is not accepted as an amount unscaled where a line for all figures says that it is to be multiplied', () => {
    const page = 'All amounts in thousand EUR\n\nRevenue: 1,250\nCapital: EUR 25,000\nEmployees: 42';
    expect(isTaken('revenue', 1_250, 'Revenue: 1,250', page)).toBe(false);
    expect(isTaken('revenue', 1_250_000, 'Revenue: 1,250', page)).toBe(true);
    expect(isTaken('revenue', 25_000, 'Capital: EUR 25,000', page)).toBe(false);
    expect(isTaken('employees', 42, 'Employees: 42', page)).toBe(true);
    expect(isTaken('revenue', 1_250, 'Revenue (EUR h): 1,250')).toBe(false);
  });

  it('a placeholder or example that a form or template has in the place of an answer is not accepted as one', () => {
    for (const [value, quote] of [
      ['please complete', 'Regulator: [please complete]'],
      ['FCA', 'Regulator: e.g. FCA, BaFin'],
      ['FCA', 'Regulator: [FCA / BaFin]'],
      ['Please select', 'Regulator: Please select'],
      ['Click or tap here to enter text.', 'Regulator: Click or tap here to enter text.'],
      ['Name of regulator', 'Regulator: Name of regulator'],
      ['00000000', 'Regulator: 00000000'],
      ['FCA', 'Regulator: FCA (TBC)'],
      ['F\ufffdA', 'Regulator: F\ufffdA'],
    ] as const) {
      expect(isTaken('regulator', value, quote), quote).toBe(false);
    }
    expect(isTaken('regulator', 'FCA', 'Regulator: FCA')).toBe(true);
    expect(isTaken('started', '2020-02-01', 'Started: [e.g. 1 February 2020]')).toBe(false);
    expect(isTaken('place', 'DE', 'Country: e.g. Germany, France')).toBe(false);
    expect(isTaken('form', 'Limited', 'Legal form: [Limited]')).toBe(false);
    expect(isTaken('employees', 50, 'Employees: e.g. 50')).toBe(false);
  });
});
