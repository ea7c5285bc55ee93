/** Control characters, line and paragraph separators, and the marks that reorder the text that follows them. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * Makes one harmless line of untrusted text: nothing in it can start a header, a paragraph or a change of direction.
 * A text that is too long ends in an ellipsis; length is counted in characters as people see them.
 */
export function cleanLine(text: string, maxLength: number): string {
  const line = text.toWellFormed().replace(unprintable, ' ').replace(/\s+/g, ' ').trim();
  if (line.length <= maxLength) {
    return line;
  }
  const characters = Array.from(
    new Intl.Segmenter().segment(line.slice(0, maxLength * 16)),
    (part) => part.segment,
  );
  return characters.length <= maxLength
    ? characters.join('')
    : `${characters
        .slice(0, maxLength - 1)
        .join('')
        .trimEnd()}…`;
}
