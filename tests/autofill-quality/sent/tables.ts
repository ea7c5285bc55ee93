import iconv from 'iconv-lite';
import { formattedWorkbook, workbookOf } from '../../support/office-documents.ts';
import { lines, sent } from './sent-case.ts';

const item = (label: string, value: string, attributes = '') =>
  `<row ${attributes}><c t="inlineStr"><is><t>${label}</t></is></c><c t="inlineStr"><is><t>${value}</t></is></c></row>`;

/** Tables of values and workbooks. */
export const sentTables = [
  sent(
    'title above a table with semicolons',
    'csv',
    () =>
      lines(
        'Company data',
        'Exported 2026-03-01, 10:00',
        '',
        'Item;Value',
        'Revenue last financial year in EUR;1.250.000,50',
        'Percentage of shares held by Anna Berg;62,5',
      ),
    { annual_revenue: 1250000.5, share_of_anna_berg: 62.5 },
  ),
  sent(
    'comma in the header',
    'csv',
    () => lines('Item, description;Value', 'Employees;42', 'Percentage of shares held by Anna Berg;12,5'),
    { employee_count: 42, share_of_anna_berg: 12.5 },
  ),
  sent(
    'decimal commas that are not quoted',
    'csv',
    () => lines('Item,Value', 'Employees,42', 'Percentage of shares held by Anna Berg,62,5'),
    {
      employee_count: 42,
      share_of_anna_berg: 62.5,
    },
  ),
  sent('decimal commas that may part values', 'csv', () =>
    lines('Revenue last financial year in EUR,1250000,50', 'Percentage of shares held by Anna Berg,62,5'),
  ),
  sent(
    'declared delimiter',
    'csv',
    () => lines('sep=|', 'Item|Value', 'Percentage of shares held by Anna Berg|7,25'),
    {
      share_of_anna_berg: 7.25,
    },
  ),
  sent(
    'Polish table of an old spreadsheet',
    'csv',
    () =>
      iconv.encode(
        lines('Item;Value', 'Company registration number;KRS 0000123456', 'MLRO;Żaneta Wiśniewska'),
        'windows-1250',
      ),
    {
      registration_number: { has: ['0000123456'] },
      mlro_name: 'Żaneta Wiśniewska',
    },
  ),
  sent(
    'table of a Mac',
    'csv',
    () => iconv.encode(lines('Item;Value', 'MLRO;Jörg Müller', 'Legal form;GmbH'), 'macroman'),
    {
      mlro_name: 'Jörg Müller',
      legal_form: 'Private limited company',
    },
  ),
  sent('Turkish table that may be Czech', 'csv', () =>
    iconv.encode(lines('Item;Value', 'MLRO;Yıldız'), 'windows-1254'),
  ),
  sent(
    'UTF-16 without a mark, ended as in DOS',
    'csv',
    () => Buffer.concat([iconv.encode(lines('Item;Value', 'Employees;42', 'Größe;x'), 'utf-16le')]),
    {
      employee_count: 42,
    },
  ),
  sent(
    'percentages and leading noughts',
    'xlsx',
    () =>
      formattedWorkbook([
        ['Percentage of shares held by Anna Berg', 0.25, '0%'],
        ['Company registration number', 1234567, '00000000'],
        ['Employees', 42, '0" people"'],
      ]),
    { share_of_anna_berg: 25, registration_number: '01234567', employee_count: 42 },
  ),
  sent(
    'dates from 1904 and literals',
    'xlsx',
    () =>
      formattedWorkbook(
        [
          ['Date of incorporation', 43830, 'dd.mm.yyyy'],
          ['Company registration number', 7654, '"HRB "0'],
        ],
        '<workbookPr date1904="true"/>',
      ),
    { incorporation_date: '2024-01-01', registration_number: 'HRB 7654' },
  ),
  sent('a year is no date', 'xlsx', () => formattedWorkbook([['Date of incorporation', 43830, 'yyyy']])),
  sent(
    'a format that scales',
    'xlsx',
    () => formattedWorkbook([['Revenue last financial year in EUR', 1250000, '#,##0,']]),
    {
      annual_revenue: 1250000,
    },
  ),
  sent(
    'a format that scales below a unit',
    'xlsx',
    () => formattedWorkbook([['Revenue last financial year (EUR thousand)', 1250000, '#,##0,']]),
    {
      annual_revenue: 1250000,
    },
  ),
  sent(
    'hidden rows and sheets',
    'xlsx',
    () =>
      workbookOf({
        sheets: [
          {
            xml: `<sheetData>${item('Company registration number', '99999999', 'hidden="1"')}${item('Employees', '42')}</sheetData>`,
          },
          { state: 'hidden', xml: `<sheetData>${item('LEI', '5299000J2N45DDNE4Y28')}</sheetData>` },
        ],
      }),
    { employee_count: 42 },
  ),
];
