const yesWords = 'yes|ja|oui|s[ií]|tak|sim|true|wahr';
const noWords = 'no|nein|non|nie|nee|nej|n(?:ã|a)o|false|falsch';
const yes = new RegExp(`^\\W*(?:${yesWords}|y|correct|confirmed|agreed|zutreffend)(?!\\p{L})`, 'iu');
const no = new RegExp(
  `^\\W*(?:${noWords}|n|none|nicht zutreffend|keine?)(?!\\p{L})(?!\\s*(?:\\/|\\.?\\s?\\d|data|information|answer|idea))`,
  'iu',
);
const ticked = '[☒☑✓✔✗✘■●]|\\[\\s?[xX✓✔]\\s?\\]|\\([xX]\\)';
const tickedYes = new RegExp(`(?:${ticked})\\s*(?:${yesWords})(?!\\p{L})`, 'iu');
const tickedNo = new RegExp(`(?:${ticked})\\s*(?:${noWords})(?!\\p{L})`, 'iu');
const trailingTicked = new RegExp(`(?<!\\p{L})(?<word>${yesWords}|${noWords})\\s*(?:${ticked})`, 'giu');
const both = new RegExp(`(?<!\\p{L})(?:${yesWords})\\P{L}{1,5}(?:${noWords})(?!\\p{L})`, 'iu');
const openBox = /[☐□○]|\[\s*\]|\(\s*\)/u;

/** "Yes, but not …" and "No, except …" answer less than they seem to. */
const qualified =
  /^\W*\p{L}+[\s,;–-]{1,4}(?:but|except|however|partly|partially|unless|in part|aber|außer|teilweise|jedoch|other than|only)(?!\p{L})/iu;

/** The answer in a value, in words or by ticked boxes; `undefined` if it is neither or both. */
export function readYesNo(value: string): boolean | undefined {
  const text = value.trim();
  const byBox = [tickedYes.test(text), tickedNo.test(text)];
  if (byBox[0] !== byBox[1]) {
    return byBox[0];
  }
  const trailing = [...text.matchAll(trailingTicked)];
  if (trailing.length === 1 && openBox.test(text)) {
    return yes.test(trailing[0]?.groups?.['word'] ?? '');
  }
  if (byBox[0] || openBox.test(text) || /^\W*(?:n\s?\/\s?a|n\.a)/iu.test(text) || both.test(text)) {
    return undefined;
  }
  const answers = [yes.test(text), no.test(text)];
  return qualified.test(text) || answers[0] === answers[1] ? undefined : answers[0];
}
