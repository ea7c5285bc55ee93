/** Marks the end of a page. No text of a well-formed document has it. */
export const pageEnd = '\u0001';

/** Joins the paragraphs, list items and tables of a stretch of a document in their order. */
export class Flow {
  #text = '';
  #lastWasItem = false;

  get text(): string {
    return this.#text;
  }

  get length(): number {
    return this.#text.length;
  }

  /** A block separated from the text around it. */
  addBlock(text: string): void {
    this.#add(text, '\n\n');
    this.#lastWasItem = false;
  }

  /** A list item, directly below the one before it. */
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
