import { decodeText } from './decode-text.ts';
import { markColumns } from './normalise-text.ts';
import type { ReadDocument } from './read-document.ts';

/** Reads Markdown as its author wrote it, without what it does not show: comments, and text that is struck through. */
export const readMarkdown: ReadDocument = ({ bytes }) =>
  withoutUnseen(markColumns(decodeText(bytes))).split('\f');

/** Code is shown as it is written. */
const code =
  /^(?<fence>`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^\k<fence>[^\n]*$|$(?![\s\S]))|(?<ticks>`+)(?!`)[\s\S]*?(?<!`)\k<ticks>(?!`)/gm;

/** Elements of HTML that are not shown, or struck through. */
const unseenElement =
  /<(?<name>del|s|strike|script|style|template)\b[^>]*>[\s\S]*?<\/\k<name>\s*>|<(?<hidden>\w+)\b[^>]*(?:\shidden\b|display\s*:\s*none|visibility\s*:\s*hidden|line-through|font-size\s*:\s*0)[^>]*>[\s\S]*?<\/\k<hidden>\s*>/gi;

const unseen: readonly RegExp[] = [
  /<!--[\s\S]*?(?:-->|$(?![\s\S]))/g,
  // A comment in the form of a link that nothing refers to.
  /^ {0,3}\[(?:\/\/|comment|_)\]:[^\n]*$/gim,
  unseenElement,
  // One or two tildes stand directly at what they strike, within one paragraph.
  /(?<![\\~])(?<mark>~{1,2})(?=[^\s~])(?:(?!\n\s*\n)[\s\S])*?(?<=[^\s~\\])\k<mark>(?!~)/g,
];

/** Elements whose tags alone are not shown. */
const tags =
  /<\/?(?:ins|u|b|i|em|strong|span|sup|sub|mark|small|font|a|p|div|center|kbd|abbr|q|cite|details|summary)(?:\s[^<>]*)?>/gi;

function withoutUnseen(text: string): string {
  const kept: string[] = [];
  const set = text.replace(code, (shown) => {
    kept.push(shown);
    return `\u{f8001}${kept.length - 1}\u{f8001}`;
  });
  const seen = unseen.reduce((rest, pattern) => rest.replace(pattern, ' '), set);
  const shown = seen.replace(/<br\s*\/?>/gi, '\n').replace(tags, '');
  return shown.replace(/\u{f8001}(\d+)\u{f8001}/gu, (_, index) => kept[Number(index)] ?? '');
}
