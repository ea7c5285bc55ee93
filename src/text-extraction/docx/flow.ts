/** Stands where a page ends. No text of a well-formed document has it. */
export const pageEnd = '\u0001';

/** Puts paragraphs, items of lists and tables of a stretch of a document together, as they follow each other. */
export class Flow {
  #text = '';
  #lastWasItem = false;

  get text(): string {
    return this.#text;
  }

  get length(): number {
    return this.#text.length;
  }

  /** A block apart from what is around it. */
  addBlock(text: string): void {
    this.#add(text, '\n\n');
    this.#lastWasItem = false;
  }

  /** An item of a list, directly below the one before it. */
  addItem(text: string): void {
    this.#add(text, this.#lastWasItem ? '\n' : '\n\n');
    this.#lastWasItem = true;
  }

  endPage(): void {
    this.#text += pageEnd;
    this.#lastWasItem = false;
  }

  #add(text: string, separator: string): void {
    if (text.trim() !== '') {
      this.#text += `${this.#text === '' || this.#text.endsWith(pageEnd) ? '' : separator}${text}`;
    }
  }
}
