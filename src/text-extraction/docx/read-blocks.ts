import { childOf, childrenOf, isElement, isOn, type XmlElement } from '../office/xml.ts';
import { rowText } from '../table-grid.ts';
import { OpenFields } from './fields.ts';
import { Flow, pageEnd } from './flow.ts';
import type { NextMark } from './numbering.ts';
import { isUnseen, lookOf, numberingOf, type Style, type Styles, shadingOf } from './styles.ts';
import { symbolOf } from './symbols.ts';

/** The resources that the parts of a document refer to. */
export interface DocumentParts {
  styles: Styles;
  nextMark: NextMark;
  /** A mark for a picture that fills most of a page, to be replaced by its text; empty for other pictures. */
  markPicture: (drawing: XmlElement) => string;
}

/** Elements whose content is not shown: deleted text, properties, field codes, the pronunciation of words. */
const unseen: ReadonlySet<string> = new Set([
  ...[
    'del',
    'moveFrom',
    'delText',
    'instrText',
    'delInstrText',
    'rPr',
    'pPr',
    'sdtPr',
    'sdtEndPr',
    'fldData',
  ],
  ...['rt', 'annotationRef', 'commentReference', 'tblPr', 'tblGrid', 'trPr', 'tcPr', 'tblPrEx', 'sectPr'],
]);

export interface NoteReference {
  kind: 'footnote' | 'endnote';
  id: string;
}

/** The context of a stretch of text. */
interface Surroundings {
  paragraph: Style | undefined;
  /** Whether something behind the text has, or may have, a colour of its own. */
  isOnColour: boolean;
}

/** Reads blocks of one part of a document after the other, as they are seen on paper. */
export class BlockReader {
  readonly flow = new Flow();
  readonly #notes: NoteReference[];
  readonly #parts: DocumentParts;
  readonly #fields = new OpenFields();
  readonly #isOnColour: boolean;
  /** The texts of boxes anchored in a paragraph; they follow it. */
  #boxes: string[] = [];
  /** The beginning of a paragraph whose end was deleted, so that the next continues with it. */
  #started = '';

  /** @param options.notes filled with the referenced notes, in their order */
  constructor(
    parts: DocumentParts,
    { isOnColour = false, notes = [] }: { isOnColour?: boolean; notes?: NoteReference[] } = {},
  ) {
    this.#parts = parts;
    this.#isOnColour = isOnColour;
    this.#notes = notes;
  }

  read(block: XmlElement): void {
    switch (block.name) {
      case 'p':
        this.#readParagraph(block);
        break;
      case 'tbl':
        this.#readTable(block);
        break;
      case 'sdt':
        if (!isOn(childOf(childOf(block, 'sdtPr'), 'showingPlcHdr'))) {
          this.#readAll(childOf(block, 'sdtContent'));
        }
        break;
      case 'AlternateContent':
        this.#readAll(childOf(block, 'Choice') ?? childOf(block, 'Fallback'));
        break;
      default:
        if (!unseen.has(block.name)) {
          this.#readAll(block);
        }
    }
  }

  /** The text so far, including a paragraph that a hidden mark has left unfinished. */
  get text(): string {
    this.#finish();
    return this.flow.text;
  }

  /** Ends a paragraph whose mark is hidden if nothing follows that it could be joined to. */
  #finish(): void {
    if (this.#started !== '') {
      this.flow.addBlock(this.#started);
      this.#started = '';
    }
  }

  #readAll(parent: XmlElement | undefined): void {
    for (const child of childrenOf(parent)) {
      this.read(child);
    }
  }

  #readParagraph(element: XmlElement): void {
    const properties = childOf(element, 'pPr');
    const paragraph = this.#parts.styles(childOf(properties, 'pStyle')?.attributes['val']);
    const isOnColour = this.#isOnColour || shadingOf(properties).isShaded === true;
    if (isOn(childOf(properties, 'pageBreakBefore')) && this.flow.length > 0) {
      this.flow.endPage();
    }
    const text = this.#started + this.#inline(element, { paragraph, isOnColour });
    this.#started = '';
    const mark = childOf(properties, 'rPr');
    if (childOf(mark, 'del') || isOn(childOf(mark, 'vanish'))) {
      this.#started = text;
      return;
    }
    const numbering = numberingOf(properties) ?? paragraph?.numbering;
    const listMark = numbering && text.trim() !== '' ? this.#parts.nextMark(numbering) : undefined;
    const isHeading = /^(?:heading \d|title)$/.test(paragraph?.name ?? '');
    for (const [index, stretch] of text.split(pageEnd).entries()) {
      if (index > 0) {
        this.flow.endPage();
      }
      if (listMark !== undefined && index === 0) {
        const marked = `${listMark} ${stretch.trim()}`;
        isHeading ? this.flow.addBlock(marked) : this.flow.addItem(marked);
      } else {
        this.flow.addBlock(stretch);
      }
    }
    for (const box of this.#boxes.splice(0)) {
      this.flow.addBlock(box);
    }
  }

  #inline(element: XmlElement, around: Surroundings): string {
    return element.children
      .map((child) => (isElement(child) ? this.#inlineElement(child, around) : ''))
      .join('');
  }

  #inlineElement(element: XmlElement, around: Surroundings): string {
    switch (element.name) {
      case 'r':
        return this.#run(element, around);
      case 'sdt':
        return isOn(childOf(childOf(element, 'sdtPr'), 'showingPlcHdr'))
          ? ''
          : this.#inline(childOf(element, 'sdtContent') ?? element, around);
      case 'AlternateContent':
        return this.#inline(childOf(element, 'Choice') ?? childOf(element, 'Fallback') ?? element, around);
      case 't':
        return this.#fields.isInCode ? '' : textIn(element);
      default:
        return unseen.has(element.name) ? '' : this.#inline(element, around);
    }
  }

  #run(run: XmlElement, around: Surroundings): string {
    const properties = childOf(run, 'rPr');
    const style = this.#parts.styles(childOf(properties, 'rStyle')?.attributes['val']);
    const own = lookOf(properties);
    const isHidden =
      isUnseen({ own, style, paragraph: around.paragraph, isOnColour: around.isOnColour }) ||
      // A prompt for text is not text of the document, whatever program wrote it.
      style?.name === 'placeholder text';
    const fonts = childOf(properties, 'rFonts')?.attributes;
    const font = fonts?.['ascii'] ?? fonts?.['hAnsi'];
    const boxes = this.#boxes.length;
    const notes = this.#notes.length;
    const texts = childrenOf(run).map((child) => this.#shownIn(child, font, around));
    if (!isHidden) {
      return texts.join('');
    }
    // Boxes and notes in a hidden run are hidden with it.
    this.#boxes.length = boxes;
    this.#notes.length = notes;
    return texts.filter((text) => text === pageEnd).join('');
  }

  /** The text that an element of a run shows. Fields continue even if the run is hidden. */
  #shownIn(element: XmlElement, font: string | undefined, around: Surroundings): string {
    if (element.name === 'fldChar') {
      return this.#fields.read(element);
    }
    if (this.#fields.isInCode) {
      return '';
    }
    const { attributes } = element;
    switch (element.name) {
      case 't':
        return [...textIn(element)].map((letter) => symbolOf(font, letter.charCodeAt(0)) ?? letter).join('');
      case 'tab':
      case 'ptab':
        return '\t';
      case 'cr':
        return '\n';
      case 'br':
        return attributes['type'] === 'page' ? pageEnd : '\n';
      case 'noBreakHyphen':
        return '-';
      case 'sym': {
        const code = Number.parseInt(attributes['char'] ?? '', 16);
        const isPrivate = code >= 0xe000 && code <= 0xf8ff;
        return symbolOf(attributes['font'], code) ?? (isPrivate || !code ? '' : String.fromCharCode(code));
      }
      case 'footnoteReference':
      case 'endnoteReference': {
        const kind = element.name === 'footnoteReference' ? 'footnote' : 'endnote';
        return `[${this.#notes.push({ kind, id: attributes['id'] ?? '' })}]`;
      }
      case 'drawing':
      case 'pict':
      case 'object':
        this.#readBoxes(element);
        return this.#parts.markPicture(element);
      case 'AlternateContent': {
        const shown = childOf(element, 'Choice') ?? childOf(element, 'Fallback');
        return childrenOf(shown)
          .map((child) => this.#shownIn(child, font, around))
          .join('');
      }
      case 'ruby':
        return this.#inline(childOf(element, 'rubyBase') ?? element, around);
      default:
        return '';
    }
  }

  /** The text boxes in a drawing. The background of their text is not known. */
  #readBoxes(drawing: XmlElement): void {
    for (const child of childrenOf(drawing)) {
      const { hidden, style = '' } = child.attributes;
      if (child.name === 'txbxContent') {
        const reader = new BlockReader(this.#parts, { isOnColour: true });
        reader.#readAll(child);
        this.#boxes.push(reader.text.replaceAll(pageEnd, '\n'));
      } else if (child.name === 'docPr' && isTrue(hidden)) {
        return;
      } else if (!/visibility:\s*hidden|display:\s*none/.test(style)) {
        const isChoice = child.name === 'AlternateContent';
        this.#readBoxes(isChoice ? (childOf(child, 'Choice') ?? childOf(child, 'Fallback') ?? child) : child);
      }
    }
  }

  #readTable(table: XmlElement): void {
    this.#finish();
    const properties = childOf(table, 'tblPr');
    // A style may give rows and columns colours of their own.
    const hasStyle = childOf(properties, 'tblStyle') !== undefined;
    const isOnColour = this.#isOnColour || hasStyle || shadingOf(properties).isShaded === true;
    const above: string[] = [];
    const rows = partsOf(table, 'tr').flatMap((row) => {
      const rowProperties = childOf(row, 'trPr');
      const isGone = ['del', 'hidden'].some((name) => isOn(childOf(rowProperties, name)));
      return isGone ? [] : [this.#rowOf(row, isOnColour, above)];
    });
    this.flow.addBlock(
      rows
        .map(rowText)
        .filter((text) => text !== '')
        .join('\n'),
    );
    for (const box of this.#boxes.splice(0)) {
      this.flow.addBlock(box);
    }
  }

  /** The cells of a row. A cell that is merged with the one above it has the same text. */
  #rowOf(row: XmlElement, isOnColour: boolean, above: string[]): string[] {
    const texts: string[] = [];
    const before = childOf(childOf(row, 'trPr'), 'gridBefore')?.attributes['val'];
    texts.push(...Array<string>(spanOf(before, 0)).fill(''));
    for (const cell of partsOf(row, 'tc')) {
      const properties = childOf(cell, 'tcPr');
      const merged = childOf(properties, 'vMerge');
      const goesOn = (name: string) => {
        const merge = childOf(properties, name);
        return merge !== undefined && merge.attributes['val'] !== 'restart';
      };
      if (childOf(properties, 'cellDel') || goesOn('hMerge')) {
        continue;
      }
      const column = texts.length;
      const text = goesOn('vMerge')
        ? (above[column] ?? '')
        : this.#cellText(cell, isOnColour || shadingOf(properties).isShaded === true);
      above[column] = merged ? text : '';
      texts.push(
        text,
        ...Array<string>(spanOf(childOf(properties, 'gridSpan')?.attributes['val'], 1) - 1).fill(''),
      );
    }
    return texts;
  }

  #cellText(cell: XmlElement, isOnColour: boolean): string {
    const reader = new BlockReader(this.#parts, { isOnColour, notes: this.#notes });
    reader.#readAll(cell);
    return reader.text.replaceAll(pageEnd, '\n').replace(/\n{2,}/g, '\n');
  }
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/** The number of columns that a cell spans; more than a table can have are ignored. */
const spanOf = (value: string | undefined, least: number): number =>
  Math.min(Math.max(Number.parseInt(value ?? '', 10) || least, least), 64);

const textIn = (element: XmlElement): string =>
  element.children.map((child) => (isElement(child) ? '' : child)).join('');

/** The rows of a table, or the cells of a row, including those inside content controls and insertions. */
function partsOf(element: XmlElement, name: string): XmlElement[] {
  return childrenOf(element).flatMap((child) => {
    if (child.name === name) {
      return [child];
    }
    const isControl = child.name === 'sdt';
    if (isControl && isOn(childOf(childOf(child, 'sdtPr'), 'showingPlcHdr'))) {
      return [];
    }
    const isAround = ['sdtContent', 'customXml', 'ins', 'moveTo', 'smartTag'].includes(child.name);
    return isControl || isAround ? partsOf(child, name) : [];
  });
}
