import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readPagesOf } from '../support/read-text-of.ts';

/** A part of an email, or a whole one, as it goes over the wire. */
const part = (contentType: string, body: Buffer | string, headers = ''): Buffer =>
  Buffer.concat([
    Buffer.from(`${headers}${contentType === '' ? '' : `Content-Type: ${contentType}\r\n`}\r\n`),
    Buffer.from(body as string),
    Buffer.from('\r\n'),
  ]);

/** An email of several parts. */
const mail = (subtype: 'mixed' | 'alternative', parts: readonly Buffer[], subject = 'Note'): Buffer =>
  Buffer.concat([
    Buffer.from(
      `Subject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/${subtype}; boundary="b-${subject}"\r\n\r\n`,
    ),
    ...parts.flatMap((content) => [Buffer.from(`--b-${subject}\r\n`), content]),
    Buffer.from(`--b-${subject}--\r\n`),
  ]);

const subject = 'Subject: Note\r\nMIME-Version: 1.0\r\n';

describe('an email', () => {
  it('an email is what a mail program shows of it, where its text is but a note that there is more', async () => {
    for (const text of ['This message needs an HTML viewer.', ' ', 'Seat: see the page', 'Seat: Bergen']) {
      const parts = [part('text/plain', text), part('text/html; charset=utf-8', '<p>Seat: Ås</p>')];
      expect(await readPagesOf('eml', mail('alternative', parts))).toEqual(['Subject: Note\n\nSeat: Ås']);
    }
    const empty = [part('text/plain', 'Seat: Oslo'), part('text/html', '<p> </p>')];
    expect(await readPagesOf('eml', mail('alternative', empty))).toEqual(['Subject: Note\n\nSeat: Oslo']);
  });

  it('an email is followed by the emails that are attached to it, each a page', async () => {
    const innermost = mail('mixed', [part('text/plain', 'Seat: Bergen')], 'Third');
    const inner = mail(
      'mixed',
      [
        part('text/html', '<p>Seat: Oslo</p>'),
        part('message/rfc822', innermost, 'Content-Disposition: attachment; filename="third.eml"\r\n'),
      ],
      'Second',
    );
    const outer = mail('mixed', [
      part('text/plain', 'Seat: Tromso'),
      part('message/rfc822', inner),
      part('application/octet-stream', inner, 'Content-Disposition: attachment; filename="Copy.EML"\r\n'),
      part('application/pdf', '%PDF', 'Content-Disposition: attachment; filename="a.pdf"\r\n'),
    ]);
    const second = 'Subject: Second\nAttachments: third.eml\n\nSeat: Oslo';
    const third = 'Subject: Third\n\nSeat: Bergen';
    expect(await readPagesOf('eml', outer)).toEqual([
      'Subject: Note\nAttachments: message/rfc822, Copy.EML, a.pdf\n\nSeat: Tromso',
      second,
      third,
      second,
      third,
    ]);
  });

  it('an email that contains itself over and over is read to an end', async () => {
    let message = part('text/plain', 'Seat: Oslo', subject);
    for (let depth = 0; depth < 30; depth += 1) {
      message = mail(
        'mixed',
        [part('message/rfc822', message), part('message/rfc822', message)],
        `D${depth}`,
      );
      message = message.length > 100_000 ? message.subarray(0, 100_000) : message;
    }
    const pages = await readPagesOf('eml', message);
    expect(Array.isArray(pages) && pages.length).toBeLessThanOrEqual(200);
  });

  it('an email is read in the encodings that its parts declare', async () => {
    for (const [charset, text] of [
      ['iso-2022-jp', '会社名: 株式会社テスト'],
      ['windows-1250', 'Nazwa: Żółty Łabędź'],
      ['koi8-r', 'Город: Москва'],
      ['shift_jis', '所在地: 東京'],
    ] as const) {
      const body = charset === 'iso-2022-jp' ? toIso2022Jp(text) : iconv.encode(text, charset);
      const inBase64 = `${body.toString('base64')}\r\n`;
      const transfer = 'Content-Transfer-Encoding: base64\r\n';
      for (const message of [
        part(`text/plain; charset="${charset}"`, body, subject),
        part(`text/plain; charset=${charset}`, inBase64, subject + transfer),
      ]) {
        expect(await readPagesOf('eml', message)).toEqual([`Subject: Note\n\n${text}`]);
      }
    }
  });

  it('an email that declares no encoding or the wrong one is read by its words or not at all', async () => {
    const polish = iconv.encode('Nazwa: Żółty Łabędź, Świętokrzyska', 'windows-1250');
    for (const type of ['', 'text/plain', 'text/plain; charset=us-ascii']) {
      expect(await readPagesOf('eml', part(type, polish, subject))).toEqual([
        'Subject: Note\n\nNazwa: Żółty Łabędź, Świętokrzyska',
      ]);
    }
    expect(
      await readPagesOf('eml', part('text/plain', iconv.encode('Ad: Yıldız', 'cp1254'), subject)),
    ).toEqual({
      reason: expect.stringContaining('encoding of its text is doubtful'),
    });
    const printable = `${subject}Content-Transfer-Encoding: quoted-printable\r\n`;
    expect(await readPagesOf('eml', part('text/plain', 'Nazwa: =AF=F3=B3ty', printable))).toEqual({
      reason: 'The encoding of its text is unknown. Save it as UTF-8.',
    });
  });
});

/** Characters of JIS X 0208, which EUC-JP writes as the same two bytes with their highest bits set. */
function toIso2022Jp(text: string): Buffer {
  const pieces = text.match(/\p{ASCII}+|\P{ASCII}+/gu) ?? [];
  return Buffer.concat(
    pieces.flatMap((piece) =>
      /^\p{ASCII}/u.test(piece)
        ? [Buffer.from(piece)]
        : [
            Buffer.from('\u001b$B'),
            iconv.encode(piece, 'euc-jp').map((byte) => byte & 0x7f),
            Buffer.from('\u001b(B'),
          ],
    ),
  );
}
