/**
 * Text as a browser sends it, without the control characters that come along from Word, PowerPoint or a spreadsheet:
 * whichever way a line was broken becomes a line break, a non-breaking hyphen a hyphen, an optional one nothing, and
 * all others spaces. In a field of one line, line breaks and tabs become spaces too.
 */
export function tidyText(text: string, { isMultiLine }: { isMultiLine: boolean }): string {
  const tidy = text
    .replaceAll(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\u001e', '-')
    .replaceAll('\u001f', '')
    .replaceAll(/[\p{Cc}--[\n\t]]/gv, ' ')
    .toWellFormed();
  return isMultiLine ? tidy : tidy.replaceAll(/[\n\t]+/g, ' ');
}

/** A web address as people write it, with the scheme that they leave out. */
export function completeUrl(text: string): string {
  const trimmed = text.trim();
  return /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?::\d+)?(?:[/?#]\S*)?$/u.test(trimmed)
    ? `https://${trimmed}`
    : text;
}
