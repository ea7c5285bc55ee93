import { simpleParser } from 'mailparser';

/** What a reader sees of an HTML part, without markup and on one line. */
export async function visibleText(html: string): Promise<string> {
  const { text = '' } = await simpleParser(`Content-Type: text/html; charset=utf-8\r\n\r\n${html}`);
  return text.replace(/\s+/g, ' ');
}
