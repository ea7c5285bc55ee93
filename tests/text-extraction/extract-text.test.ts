import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExtractor } from '../../src/text-extraction/create-extractor.ts';
import type { ExtractedText, ExtractText } from '../../src/text-extraction/extracted-text.ts';
import { officeBomb, pdfBomb, pngBomb, withPart } from '../support/decompression-bombs.ts';
import { wordDocumentOf } from '../support/office-documents.ts';
import {
  type Block,
  csvOf,
  docxOf,
  emlOf,
  htmlOf,
  imageOf,
  pdfOf,
  xlsxOf,
} from '../support/sample-documents.ts';
import { samples } from '../support/sample-files.ts';

const types = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  txt: 'text/plain',
  md: 'text/markdown',
  html: 'text/html',
  eml: 'message/rfc822',
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  heic: 'image/heic',
  mp4: 'video/mp4',
} as const;

type Type = keyof typeof types;

const register = [
  ['Registered name', 'Müller & Söhne GmbH'],
  ['Incorporated', '12.03.2011'],
];
const shareholders = [
  ['Shareholder', 'Share', 'Country'],
  ['Anna Groß', '60 %', 'DE'],
  ['José Núñez', '40 %', 'ES'],
];
const intro = 'Auszug aus dem Handelsregister, as of today.';
const blocks: Block[] = [intro, register, shareholders];
const asLines = `Registered name | Müller & Söhne GmbH
Incorporated | 12.03.2011`;
const asTable = `Shareholder | Share | Country
Anna Groß | 60 % | DE
José Núñez | 40 % | ES`;

/** HTML whose elements lie in each other deeper than a parser can go through in time. */
const slowPage = Buffer.from(`${'<div>'.repeat(400_000)}Deep down`);

let folder: string;
let fileCount = 0;
const extractText = createExtractor();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-extraction-'));
});

afterAll(async () => {
  await extractText.close();
  await rm(folder, { recursive: true });
});

async function saved(content: Buffer | string): Promise<string> {
  fileCount += 1;
  const path = join(folder, `file-${fileCount}`);
  await writeFile(path, content);
  return path;
}

async function read(
  type: Type,
  content: Buffer | string | Promise<Buffer>,
  extract: ExtractText = extractText,
): Promise<ExtractedText> {
  return extract({ tenantId: 'tenant', path: await saved(await content), contentType: types[type] });
}

/** A file of the folder of samples, as a program has saved it that writes such documents. */
const sampleFile = (name: string) => readFile(new URL(`samples/${name}`, import.meta.url));

const unreadable = (unreadableReason: string) => ({ unreadableReason });
const noText = unreadable('No text was found in it.');
const damaged = unreadable('The file is damaged.');
const tooLarge = unreadable('It contains more than can be read.');

describe('each format', () => {
  test('a PDF is read page by page, its tables row by row', async () => {
    const pages = [`${intro}\n${asLines}\n${asTable}`, '', 'The third page.'];
    expect(await read('pdf', sampleFile('register.pdf'))).toEqual({ pages });
    expect(await read('pdf', pdfOf([blocks, [], ['The third page.']]))).toEqual({ pages });
  });

  test('columns of running text are read one after the other, cells of several lines as one', async () => {
    const story =
      'The board looks back on a year in which the group grew in all of its segments and regions. ';
    const cells = [
      'Is there a written policy against money laundering?',
      'Yes, the board approved it on 3 May.',
    ];
    const columns = await read('pdf', sampleFile('columns.pdf'));
    const text = 'pages' in columns ? columns.pages.join('\n') : '';
    expect(text.replaceAll('\n', ' ')).toContain(story.repeat(8).trim());
    expect(text.split('\n')).toContain(cells.join(' | '));
  });

  test('what form fields of a PDF are filled in with stands beside their labels', async () => {
    expect(await read('pdf', sampleFile('form.pdf'))).toEqual({
      pages: ['Full name | Erika Mustermann\nCountry of residence | AT'],
    });
  });

  test('a Word document is read with its tables, and parted where its author parted it', async () => {
    const pages = [`${intro}\n\n${asLines}\n\n${asTable}`, 'After the break.'];
    expect(await read('docx', sampleFile('register.docx'))).toEqual({ pages });
    expect(await read('docx', docxOf([blocks, ['After the break.']]))).toEqual({ pages });
  });

  test('a workbook is a page a sheet, with dates in ISO 8601', async () => {
    expect(await read('xlsx', sampleFile('holders.xlsx'))).toEqual({
      pages: [
        'Holders\nName | Since | Votes | Active\nAnna Groß | 2024-02-29 | 0.3 | true\nBob | | 12000 | false',
        '',
        'Notes\nChecked',
      ],
    });
  });

  test.each([',', ';', '\t'])('a table of values is read, whether parted by %j', async (delimiter) => {
    const rows = [
      ['Name', 'Anteil'],
      ['Groß, Anna', '60,5 %'],
      ['"Bob"; the\nbuilder', '1'],
      ['', ''],
      ['Zoë'],
    ];
    expect(await read('csv', Buffer.concat([Buffer.from('\ufeff'), csvOf(rows, delimiter)]))).toEqual({
      pages: ['Name | Anteil\nGroß, Anna | 60,5 %\n"Bob"; the builder | 1\nZoë'],
    });
  });

  test('a table of values is read in the encodings that spreadsheets write', async () => {
    for (const content of [Buffer.from('Größe;5\n', 'latin1'), Buffer.from('\ufeffGröße;5\n', 'utf16le')]) {
      expect(await read('csv', content)).toEqual({ pages: ['Größe | 5'] });
    }
  });

  test('a table of values with stray quotes is read all the same', async () => {
    expect(await read('csv', 'a;b\n"x;1\ny"z;2\n')).toEqual({ pages: [expect.stringContaining('1')] });
  });

  test('a text is read as it is, a form feed parts its pages and columns are marked', async () => {
    const text = '\ufeffName:\tAnna  Groß\r\nBorn:     1 May 1980\u00a0\r\n\r\n\r\n\r\nEnd\u0000.\fPage two';
    expect(await read('txt', text)).toEqual({
      pages: ['Name: | Anna Groß\nBorn: | 1 May 1980\n\nEnd.', 'Page two'],
    });
    expect(await read('md', '# Policy\n\n| a | b |\n| - | - |\n')).toEqual({
      pages: ['# Policy\n\n| a | b |\n| - | - |'],
    });
  });

  test('a web page is what is seen of it', async () => {
    expect(await read('html', htmlOf(blocks, 'Not seen'))).toEqual({
      pages: [`${intro}\n\n${asLines}\n\n${asTable}`],
    });
    const page = `<body><style>p{}</style><h1>Imprint</h1><p hidden>secret</p><p style="color:red;display: none">secret</p>
      <table><tr><td><p>One</p><table><tr><th>Court</th><td>Köln</td></tr></table></td></tr></table>
      <a href="https://example.com/x">Link</a> <input type="checkbox" checked>agreed<script>secret()</script></body>`;
    expect(await read('html', page)).toEqual({
      pages: ['Imprint\n\nOne\n\nCourt | Köln\n\nLink [x] agreed'],
    });
  });

  test('an email says who wrote what to whom and when, and names what is attached', async () => {
    const mail = {
      from: 'Anna Groß <anna@example.com>',
      to: 'kyc@example.org',
      subject: 'Größe des Unternehmens',
      date: 'Mon, 16 Feb 2026 00:30:00 +0100',
    };
    const head = `Subject: Größe des Unternehmens\nFrom: Anna Groß <anna@example.com>\nTo: kyc@example.org\nDate: ${mail.date}`;
    const attachments = [{ name: 'register.pdf', content: Buffer.from('%PDF') }];
    expect(await read('eml', emlOf({ ...mail, text: 'Wir sind 12.', attachments }))).toEqual({
      pages: [`${head}\nAttachments: register.pdf\n\nWir sind 12.`],
    });
    expect(await read('eml', emlOf({ ...mail, html: htmlOf([register]).toString() }))).toEqual({
      pages: [`${head}\n\n${asLines}`],
    });
  });
});

describe('pictures', () => {
  const lines = [
    'Stadtwerke Köln GmbH',
    'Rechnungsdatum\t14.01.2026',
    'Kunde\tJürgen Weiß',
    'Postal code\t50667',
  ];
  const recognised =
    'Stadtwerke Köln GmbH\nRechnungsdatum | 14.01.2026\nKunde | Jürgen Weiß\nPostal code | 50667';

  test('the text in a picture is recognised in two languages, its columns kept', async () => {
    expect(await read('png', imageOf(lines))).toEqual({ pages: [recognised] });
  });

  test('a photo that lies on its side is turned', async () => {
    const upright = await loadImage(imageOf(lines, { type: 'jpeg' }));
    const canvas = createCanvas(upright.height, upright.width);
    const context = canvas.getContext('2d');
    context.rotate(Math.PI / 2);
    context.drawImage(upright, 0, -upright.height);
    expect(await read('webp', canvas.toBuffer('image/webp', 95))).toEqual({ pages: [recognised] });
  });

  test('a scanned page of a PDF is recognised, the others are read', async () => {
    const scan = imageOf(['Certificate of incorporation', 'Company number\t09876543'], { type: 'jpeg' });
    const written = 'This page says enough to be read as it was written.';
    expect(await read('pdf', pdfOf([[written], { scans: [scan] }]))).toEqual({
      pages: [written, 'Certificate of incorporation\nCompany number | 09876543'],
    });
  });
});

describe('pictures in a Word document', () => {
  const picture = imageOf(['Certificate of incorporation', 'Company number\t09876543']);
  const drawing = (share: number) =>
    `<w:p><w:r><w:drawing><wp:inline><wp:extent cx="${7_000_000 * share}" cy="${9_500_000 * share}"/><a:blip r:embed="i1"/></wp:inline></w:drawing></w:r></w:p>`;
  const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

  test('pictures that fill a page of a Word document are read as part of its text, smaller ones are not', async () => {
    const body = (share: number) =>
      `${paragraph('Annex')}${drawing(share)}${paragraph('End')}<w:p><w:r><w:br w:type="page"/><w:t>Two</w:t></w:r></w:p>`;
    const file = (share: number) => wordDocumentOf({ body: body(share), pictures: { i1: picture } });
    expect(await read('docx', file(1))).toEqual({
      pages: ['Annex\n\nCertificate of incorporation\nCompany number | 09876543\n\nEnd', 'Two'],
    });
    expect(await read('docx', file(0.3))).toEqual({ pages: ['Annex\n\nEnd', 'Two'] });
  });

  test('pictures that are all a Word document contains are read, in either form of drawings', async () => {
    const old =
      '<w:p><w:r><w:pict><v:shape style="width:450pt;height:650pt"><v:imagedata r:id="i1"/></v:shape></w:pict></w:r></w:p>';
    expect(await read('docx', wordDocumentOf({ body: old, pictures: { i1: picture } }))).toEqual({
      pages: ['Certificate of incorporation\nCompany number | 09876543'],
    });
    const broken = wordDocumentOf({ body: drawing(1), pictures: { i1: Buffer.from('no picture') } });
    expect(await read('docx', broken)).toEqual(
      unreadable(
        'No text was found in it. Page 1 was not read: the picture is damaged, too large or in an unknown format.',
      ),
    );
  });
});

describe('what cannot be read', () => {
  test('a PDF with a password', async () => {
    expect(await read('pdf', sampleFile('password.pdf'))).toEqual(
      unreadable('The file is protected by a password.'),
    );
  });

  test.each<[Type, () => Buffer | string | Promise<Buffer>]>([
    ['pdf', () => pdfOf([[], []])],
    ['docx', () => docxOf([['']])],
    ['xlsx', () => xlsxOf({ Sheet: [] })],
    ['csv', () => ',,,\n,,,\n'],
    ['txt', () => ' \n\f-- \u0000'],
    ['html', () => '<html><body><script>alert("hello")</script></body></html>'],
    ['png', () => imageOf([])],
    ['png', () => samples.png()],
  ])('a file of type %s without text', async (type, content) => {
    expect(await read(type, content())).toEqual(noText);
  });

  test.each<[Type, () => Buffer]>([
    ['pdf', () => pdfOf([['Cut']])],
    ['docx', () => docxOf([['Cut']])],
    ['xlsx', () => xlsxOf({ Sheet: [['Cut']] })],
    ['png', () => imageOf(['Cut'])],
    ['jpeg', () => imageOf(['Cut'], { type: 'jpeg' })],
    ['webp', () => imageOf(['Cut'], { type: 'webp' })],
  ])('a damaged file of type %s', async (type, content) => {
    const whole = content();
    expect(await read(type, whole.subarray(0, 60))).toEqual(damaged);
    expect(await read(type, Buffer.concat([whole.subarray(0, 40), Buffer.alloc(5_000, 'wrong')]))).toEqual(
      damaged,
    );
  });

  test('files that are only called what they are', async () => {
    expect(await read('pdf', samples.pdf())).toEqual(damaged);
    expect(await read('docx', samples.docx())).toEqual(damaged);
    expect(await read('xlsx', samples.xlsx())).toEqual(damaged);
  });

  test('photos and videos of formats that are not read are named', async () => {
    expect(await read('heic', samples.heic())).toEqual(
      unreadable('Photos in the HEIC format cannot be read. Convert it to JPEG, PNG or PDF.'),
    );
    expect(await read('mp4', samples.mp4())).toEqual(unreadable('Videos cannot be read.'));
    expect(
      await extractText({ tenantId: 'tenant', path: await saved('x'), contentType: 'application/zip' }),
    ).toEqual(unreadable('Files of this type cannot be read.'));
  });

  test('a file that is not there is no unreadable file but a failure', async () => {
    await expect(
      extractText({ tenantId: 'tenant', path: join(folder, 'none'), contentType: 'text/plain' }),
    ).rejects.toThrow('ENOENT');
  });
});

describe('limits', () => {
  test('a file that unpacks to more than fits is unreadable, and the next one is read', async () => {
    const strict = createExtractor({ maxMemoryMb: 300 });
    const office = { mebibytes: 800 };
    expect(
      await read('docx', officeBomb(docxOf([['x']]), { part: 'word/document.xml', ...office }), strict),
    ).toEqual(tooLarge);
    expect(
      await read(
        'xlsx',
        officeBomb(xlsxOf({ A: [['x']] }), { part: 'xl/worksheets/sheet1.xml', ...office }),
        strict,
      ),
    ).toEqual(tooLarge);
    expect(await read('pdf', pdfBomb(800), strict)).toEqual(tooLarge);
    expect(await read('txt', 'Still here', strict)).toEqual({ pages: ['Still here'] });
    await strict.close();
  });

  test('a sheet whose only cells are its first and its last is not filled up', async () => {
    const cells = '<c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>';
    const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">${cells}</sheetData></worksheet>`;
    const strict = createExtractor({ maxMemoryMb: 300 });
    const file = withPart(xlsxOf({ A: [['x']] }), 'xl/worksheets/sheet1.xml', sheet);
    expect(await read('xlsx', file, strict)).toEqual({
      pages: [expect.stringMatching(/^A\n1\n[| ]{1,200} 2$/)],
    });
    await strict.close();
  });

  test('a picture with too many pixels is not decoded', async () => {
    expect(await read('png', pngBomb(9_000))).toEqual(unreadable('Its picture is too large to be read.'));
  });

  test('files that take too long end, and those that wait behind them are read', async () => {
    const hurried = createExtractor({ maxTimeMs: 2_500 });
    const tooSlow = unreadable('It could not be read in time.');
    expect(
      await Promise.all([
        read('html', slowPage, hurried),
        read('html', slowPage, hurried),
        read('txt', 'Quick', hurried),
      ]),
    ).toEqual([tooSlow, tooSlow, { pages: ['Quick'] }]);
    await hurried.close();
  });

  test('the gateway answers while files are being read', async () => {
    let isDone = false;
    const files = Promise.all([1, 2, 3].map(() => read('pdf', pdfOf(Array(40).fill(blocks))))).finally(() => {
      isDone = true;
    });
    let longestPauseMs = 0;
    for (let last = performance.now(); !isDone; ) {
      await new Promise((resolve) => setImmediate(resolve));
      longestPauseMs = Math.max(longestPauseMs, performance.now() - last);
      last = performance.now();
    }
    expect((await files).map((file) => 'pages' in file && file.pages.length)).toEqual([40, 40, 40]);
    expect(longestPauseMs).toBeLessThan(1_000);
  });
});

describe('the processes that read', () => {
  test('the processes that read do not keep the process alive', async () => {
    const module = new URL('../../src/text-extraction/create-extractor.ts', import.meta.url).href;
    const path = await saved('Hello there');
    const script = `import { createExtractor } from ${JSON.stringify(module)};
      const read = await createExtractor()({ tenantId: 'tenant', path: ${JSON.stringify(path)}, contentType: 'text/plain' });
      console.log(JSON.stringify(read));`;
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 15_000,
    });
    expect(JSON.parse((await run).stdout)).toEqual({ pages: ['Hello there'] });
  });

  test('the processes that read end with the extractor, and so does what they were reading', async () => {
    const closing = createExtractor();
    await read('txt', 'Warm', closing);
    const underWay = expect(read('html', slowPage, closing)).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await closing.close();
    await underWay;
    await expect(read('txt', 'Late', closing)).rejects.toThrow('The gateway is stopping.');
  });
});
