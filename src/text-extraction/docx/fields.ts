import { childOf, childrenOf, isOn, type XmlElement } from '../office/xml.ts';

/**
 * The fields that are open at the current position in a document: each has a code, which is not shown, and a result, which is.
 * Fields can be nested and can span paragraphs.
 */
export class OpenFields {
  readonly #parts: ('code' | 'result')[] = [];

  /** Whether the current position is part of a code. */
  get isInCode(): boolean {
    return this.#parts.includes('code');
  }

  /** Continues with a `fldChar`; returns the text that it shows itself, as form fields do. */
  read(mark: XmlElement): string {
    const isShown = !this.isInCode;
    switch (mark.attributes['fldCharType']) {
      case 'begin':
        this.#parts.push('code');
        return isShown ? shownBy(childOf(mark, 'ffData')) : '';
      case 'separate':
        this.#parts[this.#parts.length - 1] = 'result';
        return '';
      default:
        this.#parts.pop();
        return '';
    }
  }
}

/** The selected entry of a list, or the ticked or empty box. */
function shownBy(data: XmlElement | undefined): string {
  const list = childOf(data, 'ddList');
  if (list) {
    const chosen = childOf(list, 'result') ?? childOf(list, 'default');
    return childrenOf(list, 'listEntry')[Number(chosen?.attributes['val'] ?? 0)]?.attributes['val'] ?? '';
  }
  const box = childOf(data, 'checkBox');
  return box ? (isOn(childOf(box, 'checked') ?? childOf(box, 'default')) ? '☒' : '☐') : '';
}
