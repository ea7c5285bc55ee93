import PostalMime, { type Address } from 'postal-mime';
import { htmlText } from './html-text.ts';
import { markColumns } from './normalise-text.ts';
import type { ReadDocument } from './read-document.ts';

/** Reads a mail as one page: who wrote what to whom and when. Attachments are named and not read. */
export const readMail: ReadDocument = async ({ bytes }) => {
  const mail = await PostalMime.parse(bytes);
  const body = mail.text?.trim() ? markColumns(mail.text) : htmlText(mail.html ?? '');
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
  const head = lines.flatMap(([label, value]) => (value?.trim() ? `${label}: ${value.trim()}` : []));
  return [[...head, '', body].join('\n')];
};

function addresses(list: Address[] | undefined): string | undefined {
  return list
    ?.map(({ name, address }) => (name && address ? `${name} <${address}>` : (address ?? name)))
    .join(', ');
}
