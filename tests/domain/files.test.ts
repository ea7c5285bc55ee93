import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptedDocuments, acceptedEvidence } from '../../src/domain/files/accepted-types.ts';
import { cleanName } from '../../src/domain/files/clean-name.ts';
import { detectType } from '../../src/domain/files/detect-type.ts';
import { downloadName } from '../../src/domain/files/download-name.ts';
import { attachmentNamed } from '../../src/http/content-disposition.ts';
import { samples } from '../support/sample-files.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-types-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function typeOf(content: Buffer | string, name = 'upload'): Promise<string> {
  const path = join(folder, 'content');
  await writeFile(path, content);
  return detectType({ path, name });
}

describe('what a file is', () => {
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

  for (const [kind, type] of Object.entries({
    pdf: 'application/pdf',
    jpeg: 'image/jpeg',
    png: 'image/png',
    webp: 'image/webp',
    heic: 'image/heic',
    mp4: 'video/mp4',
    quicktime: 'video/quicktime',
    webm: 'video/webm',
    docx: word,
    xlsx: excel,
  } as const)) {
    it(`the type of a file is recognised by its content, whatever its name is: ${kind}`, async () => {
      for (const name of ['photo.jpg', 'notes.txt', 'page.html', 'program.exe', 'none', '']) {
        expect(await typeOf(samples[kind as keyof typeof samples](), name), name).toBe(type);
      }
    });
  }

  it('a program, an archive or noise is never accepted as a photo or a document', async () => {
    const accepted = [acceptedDocuments, ...Object.values(acceptedEvidence)];
    for (const kind of ['windowsProgram', 'linuxProgram', 'script', 'zip'] as const) {
      for (const name of ['passport.jpg', 'passport.pdf', 'notes.txt', 'table.csv', 'letter.docx']) {
        const type = await typeOf(samples[kind](), name);
        expect(
          accepted.filter((types) => types.has(type)),
          `${kind} as ${name} is ${type}`,
        ).toEqual([]);
      }
    }
    expect(await typeOf(Buffer.from([1, 2, 3, 255]), 'notes.txt')).toBe('application/octet-stream');
  });

  it('a file without control characters is a text, of the kind that its extension says', async () => {
    const text = 'Größe\tÜbersicht\r\nzwei\n\fdrei 🙂\n';
    for (const [name, type] of Object.entries({
      'notes.txt': 'text/plain',
      'table.CSV': 'text/csv',
      'readme.md': 'text/markdown',
      'page.html': 'text/html',
      'page.htm': 'text/html',
      'mail.eml': 'message/rfc822',
      'passport.jpg': 'text/plain',
      notes: 'text/plain',
    })) {
      expect(await typeOf(text, name), name).toBe(type);
      expect(await typeOf(`\ufeff${text}`, name), name).toBe(type);
    }
    expect(await typeOf('<?xml version="1.0"?><html/>', 'page.html')).toBe('text/html');
    expect(await typeOf('BMW AG,Munich\n', 'suppliers.csv')).toBe('text/csv');
    for (const broken of ['a\0b', 'a\u0007b', Buffer.from([0x61, 0x81, 0x07])]) {
      expect(await typeOf(broken as Buffer, 'notes.txt')).toBe('application/octet-stream');
    }
  });

  it('a text in the encodings of spreadsheets and mail programs is recognised if its extension says that it is a text', async () => {
    const text = 'Größe;Fläche\r\n1,5;2,5\r\n';
    const windows = Buffer.from(text, 'latin1');
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
    for (const content of [windows, utf16, Buffer.from(utf16).swap16()]) {
      expect(await typeOf(content, 'table.csv')).toBe('text/csv');
      expect(await typeOf(content, 'table')).toBe(
        content === windows ? 'application/octet-stream' : 'text/plain',
      );
    }
    for (const content of [
      Buffer.from(text, 'utf16le'),
      Buffer.from(text, 'utf16le').swap16(),
      `${text}\u001a`,
      Buffer.concat([windows, Buffer.from('\u001a\u001a\0\0')]),
      Buffer.from('Stra\u00e1e;M\u0081nchen\r\n', 'latin1'),
      Buffer.from('\u0089\u00ef\u008e\u00d0;1\r\n', 'latin1'),
    ]) {
      expect(await typeOf(content, 'table.csv')).toBe('text/csv');
    }
    const japanese = 'Subject: =?ISO-2022-JP?B?GyRCMnE8UhsoQg==?=\r\n\r\n\u001b$B2q<R\u001b(B\r\n';
    expect(await typeOf(japanese, 'mail.eml')).toBe('message/rfc822');
    expect(await typeOf('red \u001b[31m text', 'notes.txt')).toBe('application/octet-stream');
    expect(await typeOf('a\u001ab', 'notes.txt')).toBe('application/octet-stream');
  });

  it('a file is a PDF if the PDF header appears within its first kilobyte', async () => {
    const pdf = samples.pdf();
    for (const [before, name] of [
      ['\r\n', 'form.pdf'],
      ['\r\n', 'form'],
      ['HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n', 'download.pdf'],
      ['\ufeff', 'extract.txt'],
      ['\0'.repeat(128), 'from-a-mac.bin'],
      [' '.repeat(1_000), 'form.pdf'],
    ] as const) {
      expect(await typeOf(Buffer.concat([Buffer.from(before), pdf]), name), name).toBe('application/pdf');
    }
    expect(await typeOf('A PDF begins with %PDF-1.7, a text does not.', 'notes.txt')).toBe('text/plain');
    expect(await typeOf(Buffer.concat([Buffer.alloc(1_100), pdf]), 'late.pdf')).toBe(
      'application/octet-stream',
    );
  });

  it('the type of a long text does not depend on where it is cut into pieces', async () => {
    const text = 'ä🙂'.repeat(40_000);
    expect(await typeOf(text, 'notes.txt')).toBe('text/plain');
    expect(await typeOf(`x${text}`, 'notes.txt')).toBe('text/plain');
    expect(await typeOf(`${text}\0`, 'notes.txt')).toBe('application/octet-stream');
  });

  it('a file that is of two types at the same time has the type that comes first', async () => {
    expect(await typeOf(Buffer.concat([samples.pdf(), samples.zip()]), 'both.zip')).toBe('application/pdf');
    expect(await typeOf(Buffer.concat([samples.jpeg(), Buffer.from('<script>')]), 'page.html')).toBe(
      'image/jpeg',
    );
    expect(await typeOf(Buffer.concat([samples.windowsProgram(), samples.pdf()]), 'form.pdf')).toBe(
      'application/x-msdownload',
    );
  });
});

describe('the name of an upload', () => {
  it('the name of an upload is one line without folders, control characters and marks that hide or turn text', () => {
    for (const [name, clean] of [
      ['passport.jpg', 'passport.jpg'],
      ['C:\\Users\\Ada\\My passport.jpg', 'My passport.jpg'],
      ['../../etc/passwd', 'passwd'],
      ['a/b\\c.pdf', 'c.pdf'],
      ['line\r\nSet-Cookie: a=b.pdf', 'line Set-Cookie: a=b.pdf'],
      ['tab\tand\0nul.pdf', 'tab and nul.pdf'],
      ['photo\u202egpj.exe', 'photo gpj.exe'],
      ['in\u200bvis\u00adible\ufeff.pdf', 'invisible.pdf'],
      ['Gro\u0308ße.pdf', 'Größe.pdf'],
      ['👩‍👧.png', '👩‍👧.png'],
      ['half \ud83d.png', 'half \ufffd.png'],
      ['<img src=x>.png', '<img src=x>.png'],
    ] as const) {
      expect(cleanName(name)).toBe(clean);
    }
  });

  it('the name of an upload is `file` where nothing is left of it', () => {
    for (const name of ['', ' ', '.', '..', '...', 'folder/', '\u0000\u202e', '\u200b']) {
      expect(cleanName(name), JSON.stringify(name)).toBe('file');
    }
  });

  it('the name of an upload has at most 200 characters and keeps its extension', () => {
    const long = cleanName(`${'Report '.repeat(100)}.pdf`);
    expect(long).toHaveLength(200);
    expect(long).toMatch(/^Report Report.*…\.pdf$/);
    expect(cleanName(`x${'🙂'.repeat(300)}.png`)).toMatch(/^x(?:🙂)+…\.png$/u);
    expect(cleanName('x'.repeat(1_000_000)).length).toBeLessThanOrEqual(200);
    expect(cleanName(`${'x'.repeat(200)}.${'y'.repeat(50)}`).length).toBeLessThanOrEqual(200);
  });
});

describe('the name of a download', () => {
  it('the name of a download says what the content is, whatever the upload was called', () => {
    const nameOf = (name: string, contentType: string) => downloadName({ name, contentType });
    expect(nameOf('passport.JPG', 'image/jpeg')).toBe('passport.JPG');
    expect(nameOf('invoice.bat', 'text/plain')).toBe('invoice.bat.txt');
    expect(nameOf('photo.html', 'image/png')).toBe('photo.html.png');
    expect(nameOf('file', 'application/pdf')).toBe('file.pdf');
    expect(nameOf('readme.markdown', 'text/markdown')).toBe('readme.markdown');
    expect(nameOf('mail', 'message/rfc822')).toBe('mail.eml');
    for (const type of [acceptedDocuments, ...Object.values(acceptedEvidence)].flatMap((types) => [
      ...types,
    ])) {
      expect(nameOf('upload', type), type).toMatch(/^upload\.(?!bin$)\w+$/);
    }
  });

  it('reaches a browser whole, and an old one in ASCII', () => {
    expect(attachmentNamed('passport.jpg')).toBe(
      `attachment; filename="passport.jpg"; filename*=UTF-8''passport.jpg`,
    );
    expect(attachmentNamed('Größe "1" (Kopie)*%.pdf')).toBe(
      `attachment; filename="Gro_e _1_ (Kopie)*_.pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22%20%28Kopie%29%2A%25.pdf`,
    );
    expect(attachmentNamed('a\r\nb\\.pdf')).toMatch(/^[\x20-\x7e]+$/);
    expect(attachmentNamed('\ud83d')).toMatch(/^[\x20-\x7e]+$/);
  });
});
