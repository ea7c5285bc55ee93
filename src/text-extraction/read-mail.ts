import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import { latin1 } from '../text/text-encoding.ts';
import { decodeText } from './decode-text.ts';
import { htmlText } from './html-text.ts';
import { markColumns } from './normalise-text.ts';
import { type ReadDocument, reasons, UnreadableError } from './read-document.ts';

/** The maximum depth of emails attached to emails. */
const maxDepth = 10;
const maxMails = 200;

/**
 * Reads an email as one page: who wrote what to whom and when. Each email that is attached to it is another page after it;
 * other attachments are listed and not read.
 */
export const readMail: ReadDocument = async ({ bytes }) => {
  const pages: string[] = [];
  await addMail(bytes, 1);
  return pages;

  async function addMail(message: Uint8Array, depth: number): Promise<void> {
    const mail = await parse(message);
    pages.push(pageOf(mail));
    for (const attachment of mail.attachments) {
      if (isMail(attachment) && depth < maxDepth && pages.length < maxMails) {
        await addMail(bytesOf(attachment), depth + 1);
      }
    }
  }
};

function pageOf(mail: Email): string {
  const attachments = mail.attachments.map(({ filename, mimeType }) => filename ?? mimeType);
  const lines: [string, string | undefined][] = [
    ['Subject', mail.subject],
    ['From', addresses(mail.from && [mail.from])],
    ['To', addresses(mail.to)],
    ['Cc', addresses(mail.cc)],
    // As it was written: a date in another time zone may be another day.
    ['Date', mail.headers.find(({ key }) => key === 'date')?.value],
    ['Attachments', attachments.join(', ')],
  ];
  const head = lines.flatMap(([label, value]) => (value?.trim() ? [`${label}: ${value.trim()}`] : []));
  return [...head, '', bodyOf(mail)].join('\n');
}

/** The body that an email program shows. The plain text alongside an HTML page is often only a note that there is one. */
function bodyOf({ html, text }: Email): string {
  const page = html === undefined ? '' : htmlText(html);
  return page.trim() === '' ? markColumns(text ?? '') : page;
}

const isMail = ({ mimeType, filename }: Attachment): boolean =>
  mimeType === 'message/rfc822' || mimeType === 'message/global' || /\.eml$/i.test(filename ?? '');

const bytesOf = ({ content }: Attachment): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);

const undeclared = /charset\s*=\s*"?us-ascii"?/gi;

/**
 * Parses an email, decoding its parts with the encodings that they declare. If a part declares none, its encoding is detected
 * from its words.
 *
 * @throws UnreadableError if it cannot be detected
 */
async function parse(bytes: Uint8Array): Promise<Email> {
  const mail = await parseAsDeclared(bytes);
  const raw = latin1(bytes);
  const isAscii = !bytes.some((byte) => byte > 0x7f);
  if (!isGarbled(mail) && (isAscii || raw.search(undeclared) === -1)) {
    return mail;
  }
  if (isAscii || /charset\s*=\s*"?(?!us-ascii|utf-8)/i.test(raw)) {
    throw new UnreadableError(reasons.encoding);
  }
  return parseAsDeclared(Buffer.from(decodeText(bytes).replaceAll(undeclared, 'charset=utf-8')));
}

const parseAsDeclared = (bytes: Uint8Array): Promise<Email> =>
  PostalMime.parse(bytes, { forceRfc822Attachments: true });

const isGarbled = ({ subject, text, html }: Email): boolean =>
  `${subject ?? ''}${text ?? ''}${html ?? ''}`.includes('\ufffd');

function addresses(list: Address[] | undefined): string | undefined {
  return list
    ?.map(({ name, address }) => (name && address ? `${name} <${address}>` : (address ?? name)))
    .join(', ');
}
