import { wordDocumentOf } from '../../support/office-documents.ts';
import { rawPdf, textAt } from '../../support/raw-pdf.ts';
import { sent } from './sent-case.ts';

const p = (content: string, properties = '') => `<w:p>${properties}${content}</w:p>`;
const r = (text: string, properties = '') =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;

/** Pages whose elements are not all seen, or not all where text usually is. */
export const sentPages = [
  sent(
    'hidden run',
    'docx',
    () =>
      wordDocumentOf({
        body: p(r('Company registration number: 99999999', '<w:vanish/>')) + p(r('Employees: 42')),
      }),
    {
      employee_count: 42,
    },
  ),
  sent(
    'deleted and inserted by a reviewer',
    'docx',
    () =>
      wordDocumentOf({
        body: p(
          `${r('Company registration number: ')}<w:del><w:r><w:delText>11111111</w:delText></w:r></w:del><w:ins>${r('22222222')}</w:ins>`,
        ),
      }),
    { registration_number: '22222222' },
  ),
  sent(
    'footer of a letter',
    'docx',
    () =>
      wordDocumentOf({
        body: `${p(r('Dear Sir or Madam, please find our answers below.'))}<w:sectPr><w:footerReference w:type="default" r:id="f1"/></w:sectPr>`,
        footers: { f1: p(r('Registered in England and Wales. Company registration number: 07654321.')) },
      }),
    { registration_number: '07654321', incorporation_country: 'GB' },
  ),
  sent(
    'simple field',
    'docx',
    () =>
      wordDocumentOf({
        body: p(
          `${r('Company registration number: ')}<w:fldSimple w:instr=" MERGEFIELD No ">${r('07654321')}</w:fldSimple>`,
        ),
      }),
    { registration_number: '07654321' },
  ),
  sent('empty content control', 'docx', () =>
    wordDocumentOf({
      body: p(
        `${r('MLRO: ')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${r('Anna Berg, for instance')}</w:sdtContent></w:sdt>`,
      ),
    }),
  ),
  sent(
    'struck through on a web page',
    'html',
    () =>
      '<html><body><p>Company registration number: <del>11111111</del> <ins>22222222</ins></p></body></html>',
    {
      registration_number: '22222222',
    },
  ),
  sent(
    'hidden by a style sheet',
    'html',
    () =>
      '<html><head><style>.internal{display:none}</style></head><body><p class="internal">Company registration number: 99999999</p><p>Employees: 42</p></body></html>',
    {
      employee_count: 42,
    },
  ),
  sent(
    'list to choose from',
    'html',
    () =>
      '<html><body><p>Legal form: <select><option>Partnership</option><option selected>Public limited company</option></select></p></body></html>',
    {
      legal_form: 'Public limited company',
    },
  ),
  sent(
    'list that nobody has chosen from',
    'html',
    () =>
      '<html><body><p>Legal form: <select><option>Partnership</option><option>Public limited company</option></select></p></body></html>',
  ),
  sent(
    'struck through in Markdown',
    'md',
    () => 'Company registration number: ~~11111111~~ 22222222\n\n<!-- Employees: 7 -->\n',
    {
      registration_number: '22222222',
    },
  ),
  sent(
    'white text',
    'pdf',
    () =>
      rawPdf({
        content: `${textAt(50, 700, 'Employees: 42')} 1 g ${textAt(50, 600, 'Company registration number: 99999999')}`,
      }),
    { employee_count: 42 },
  ),
  sent(
    'struck through by an annotation',
    'pdf',
    () =>
      rawPdf({
        content: `${textAt(50, 700, 'Employees: 42')}${textAt(50, 600, 'Company registration number: 11111111')}`,
        annotations: [
          '/Subtype /StrikeOut /Rect [40 595 320 615] /QuadPoints [210 612 280 612 210 597 280 597]',
        ],
      }),
    { employee_count: 42 },
  ),
  sent('value that is sent for a choice', 'pdf', () =>
    rawPdf({
      content: textAt(50, 595, 'Number of employees:'),
      annotations: [
        '/Subtype /Widget /Rect [200 590 300 610] /F 4 /FT /Ch /Ff 131072 /T (a) /Opt [[(10) (1-10)] [(250) (51-250)]] /V (250)',
      ],
      catalog: '/AcroForm << /Fields [10 0 R] >>',
    }),
  ),
  sent(
    'country that is sent for a choice',
    'pdf',
    () =>
      rawPdf({
        content: textAt(50, 595, 'Country of incorporation:'),
        annotations: [
          '/Subtype /Widget /Rect [220 590 320 610] /F 4 /FT /Ch /Ff 131072 /T (a) /Opt [[(1) (Germany)] [(2) (France)]] /V (2)',
        ],
        catalog: '/AcroForm << /Fields [10 0 R] >>',
      }),
    { incorporation_country: 'FR' },
  ),
  sent(
    'letters that are set apart',
    'pdf',
    () => rawPdf({ content: textAt(50, 600, 'Company registration number: 07654321', '3 Tc') }),
    {
      registration_number: '07654321',
    },
  ),
  sent(
    'something before the head',
    'pdf',
    () => Buffer.concat([Buffer.from('\r\n'), rawPdf({ content: textAt(50, 600, 'Employees: 42') })]),
    { employee_count: 42 },
  ),
  sent(
    'mail that points to its page',
    'eml',
    () =>
      [
        'Subject: Answers',
        'MIME-Version: 1.0',
        'Content-Type: multipart/alternative; boundary="b"',
        '',
        '--b',
        'Content-Type: text/plain',
        '',
        'Please use a program that shows HTML.',
        '--b',
        'Content-Type: text/html; charset=utf-8',
        '',
        '<p>Company registration number: 07654321</p>',
        '--b--',
        '',
      ].join('\r\n'),
    { registration_number: '07654321' },
  ),
];
