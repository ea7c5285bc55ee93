const box = /[☒☑✓✔✗✘■●☐□○]|\[\s?[xX✓✔]?\s?\]|\((?:[xX]|\s*)\)/gu;
const isTicked = (mark: string): boolean => /[☒☑✓✔✗✘■●xX]/u.test(mark);

/** Of a text with boxes to tick, what stands behind the ticked ones; else the text itself. */
export function tickedIn(text: string): string {
  const boxes = [...text.matchAll(box)];
  if (boxes.length === 0) {
    return text;
  }
  return boxes
    .map((match, index) =>
      isTicked(match[0]) ? text.slice(match.index + match[0].length, boxes[index + 1]?.index) : '',
    )
    .filter((ticked) => ticked !== '')
    .join('\n');
}
