const yes = /^\W*(?:yes|ja|true|y|correct|confirmed|agreed|wahr|zutreffend)\b/iu;
const no =
  /^\W*(?:no|nein|false|n|none|falsch|nicht zutreffend|keine?)\b(?!\s*(?:\/|\.?\s?\d|data|information|answer|idea))/iu;
const ticked = '[☒☑✓✔✗✘■●]|\\[\\s?[xX✓✔]\\s?\\]|\\([xX]\\)';
const open = '[☐□○]|\\[\\s*\\]|\\(\\s*\\)';
const tickedYes = new RegExp(`(?:${ticked})\\s*(?:yes|ja)\\b`, 'iu');
const tickedNo = new RegExp(`(?:${ticked})\\s*(?:no|nein)\\b`, 'iu');
const trailingTicked = new RegExp(`\\b(yes|ja|no|nein)\\s*(?:${ticked})`, 'giu');
const openBox = new RegExp(open, 'u');

/** What a value answers, in words or by ticked boxes; undefined where it is neither or both. */
export function readYesNo(value: string): boolean | undefined {
  const text = value.trim();
  const byBox = [tickedYes.test(text), tickedNo.test(text)];
  if (byBox[0] !== byBox[1]) {
    return byBox[0];
  }
  const trailing = [...text.matchAll(trailingTicked)];
  if (trailing.length === 1 && openBox.test(text)) {
    return /^(?:yes|ja)$/iu.test(trailing[0]?.[1] ?? '');
  }
  if (
    byBox[0] ||
    openBox.test(text) ||
    /^\W*(?:n\s?\/\s?a|n\.a)/iu.test(text) ||
    /\b(?:yes|ja)\b\W{0,5}\b(?:no|nein)\b/iu.test(text)
  ) {
    return undefined;
  }
  // "Yes, but not …" and "No, except …" answer less than they seem to.
  const isQualified =
    /^\W*\p{L}+\b[\s,;–-]{1,4}(?:but|except|however|partly|partially|unless|in part|aber|außer|teilweise|jedoch|other than|only)\b/iu.test(
      text,
    );
  const answers = [yes.test(text), no.test(text)];
  return isQualified || answers[0] === answers[1] ? undefined : answers[0];
}
