import { pageEnd } from './docx/flow.ts';
import { readNumbering } from './docx/numbering.ts';
import { pagePictureIn } from './docx/pictures.ts';
import { BlockReader, type DocumentParts, type NoteReference } from './docx/read-blocks.ts';
import { layOutSections, type Section } from './docx/sections.ts';
import { readStyles } from './docx/styles.ts';
import { type OfficePackage, openPackage, type Relationship } from './office/office-package.ts';
import { childOf, isOn, textOf } from './office/xml.ts';
import type { DocumentSource, ReadDocument } from './read-document.ts';

/** Encloses the number of a picture whose text must be recognised. */
const pictureMark = '\u{f8002}';
const pictureMarks = /\u{f8002}(\d+)\u{f8002}/gu;

interface WordDocument {
  file: OfficePackage;
  source: DocumentSource;
  main: string;
  related: readonly Relationship[];
  parts: DocumentParts;
  /** The parts of pictures that fill most of a page. */
  pictures: string[];
}

/**
 * Reads a Word document as it is seen on paper: with the headers and footers of its sections, at the first page that has them,
 * with notes, text boxes, the results of fields and the selected values of forms; without text that was deleted, hidden or
 * struck through, and without prompts for text. Only the page breaks that its author set are in the file; the others are made
 * by whatever program shows it, so that a document without any is one page. It reports the pages with pictures that fill most
 * of a page: their text is in the picture, which another process looks at.
 */
export const readDocx: ReadDocument = async (source) => {
  const { text } = await readMarked(source);
  const marked = text.split(pageEnd);
  return {
    pages: marked.map((page) => page.replace(pictureMarks, '')),
    sparsePages: marked.flatMap((page, index) =>
      // Recognised text is inserted into the page's own text and replaces none of it.
      page.search(pictureMarks) === -1
        ? []
        : [{ page: index + 1, letters: 0, isKept: false, hasPictures: true }],
    ),
  };
};

/**
 * The pages with pictures that fill most of a page, with the text that `recognise` finds in these inserted into their own;
 * `isWhole` is false if there was no time for all of a page's pictures, and `isDecoded` is false if one of them could not be
 * read.
 */
export async function* docxPagesWithPictures(
  source: DocumentSource,
  recognise: (picture: Buffer) => Promise<string>,
): AsyncGenerator<{ page: number; text: string; isWhole: boolean; isDecoded: boolean }> {
  const { text, file, pictures } = await readMarked(source);
  let recognised = 0;
  for (const [index, page] of text.split(pageEnd).entries()) {
    const parts = page.split(pictureMarks);
    let [isWhole, isDecoded] = [true, true];
    for (let at = 1; at < parts.length; at += 2) {
      const hasMore = recognised < source.limits.maxRecognisedPages && source.hasTime();
      isWhole &&= hasMore;
      const bytes = hasMore ? await file.bytes(pictures[Number(parts[at])] ?? '') : undefined;
      recognised += bytes === undefined ? 0 : 1;
      const said = bytes === undefined ? '' : await recognise(bytes).catch(() => undefined);
      isDecoded &&= said !== undefined;
      parts[at] = `\n\n${said ?? ''}\n\n`;
    }
    if (parts.length > 1) {
      yield { page: index + 1, text: parts.join(''), isWhole, isDecoded };
    }
  }
}

/** The text of a document, with marks at the ends of pages and in place of pictures. */
async function readMarked(source: DocumentSource): Promise<WordDocument & { text: string }> {
  const file = await openPackage(source);
  const root = await file.relationships();
  const main = targetOf(root, 'officeDocument');
  if (main === undefined) {
    throw new Error('The package has no document.');
  }
  const document = await openDocument(file, source, main);
  const notes: NoteReference[] = [];
  const sections = await readSections(document, notes);
  const text = await layOutSections({
    ...document,
    sections,
    areEvenDifferent: await hasEvenHeaders(document),
    pageCount: await countPages(file, root),
  });
  return { ...document, text: [text, ...(await readNotes(document, notes))].join('\n\n') };
}

async function openDocument(
  file: OfficePackage,
  source: DocumentSource,
  main: string,
): Promise<WordDocument> {
  const related = await file.relationships(main);
  const pictures: string[] = [];
  const parts: DocumentParts = {
    styles: await readStyles(file, targetOf(related, 'styles')),
    nextMark: await readNumbering(file, targetOf(related, 'numbering')),
    markPicture: (drawing) => {
      const picture = related.find(({ id }) => id === pagePictureIn(drawing))?.target;
      return picture === undefined ? '' : `${pictureMark}${pictures.push(picture) - 1}${pictureMark}`;
    },
  };
  return { file, source, main, related, parts, pictures };
}

const targetOf = (related: readonly Relationship[], type: string): string | undefined =>
  related.find((one) => one.type === type)?.target;

/** The sections of the body, each with the page properties stated at its end. */
async function readSections(
  { file, parts, main, source }: WordDocument,
  notes: NoteReference[],
): Promise<Section[]> {
  const sections: Section[] = [];
  let isOnColour = false;
  let reader = new BlockReader(parts, { notes });
  let characters = 0;
  const isWanted = (name: string, parent: string) => parent === 'body' || name === 'background';
  for await (const block of file.elements(main, isWanted)) {
    if (block.name === 'background') {
      isOnColour = true;
      reader = new BlockReader(parts, { notes, isOnColour });
      continue;
    }
    const isEnd = block.name === 'sectPr';
    const properties = isEnd ? block : childOf(childOf(block, 'pPr'), 'sectPr');
    if (!isEnd) {
      reader.read(block);
    }
    if (properties) {
      sections.push({ text: reader.text, properties });
      characters += reader.flow.length;
      reader = new BlockReader(parts, { notes, isOnColour });
    }
    if (characters + reader.flow.length > 2 * source.limits.maxCharacters) {
      break;
    }
  }
  const rest = reader.text;
  return rest === '' ? sections : [...sections, { text: rest, properties: undefined }];
}

async function hasEvenHeaders({ file, related }: WordDocument): Promise<boolean> {
  for await (const setting of file.elements(
    targetOf(related, 'settings'),
    (name) => name === 'evenAndOddHeaders',
  )) {
    return isOn(setting);
  }
  return false;
}

async function countPages(file: OfficePackage, root: readonly Relationship[]): Promise<number | undefined> {
  for await (const pages of file.elements(
    targetOf(root, 'extended-properties'),
    (name) => name === 'Pages',
  )) {
    return Number(textOf(pages)) || undefined;
  }
  return undefined;
}

/** The texts of notes, by the numbers under which they are referred to. */
async function readNotes(
  { file, related, parts }: WordDocument,
  references: readonly NoteReference[],
): Promise<string[]> {
  const texts = new Map<string, string>();
  for (const kind of ['footnote', 'endnote']) {
    const target = references.length > 0 ? targetOf(related, `${kind}s`) : undefined;
    for await (const note of file.elements(target, (name) => name === kind)) {
      const reader = new BlockReader({ ...parts, markPicture: () => '' });
      reader.read(note);
      texts.set(`${kind} ${note.attributes['id']}`, reader.text);
    }
  }
  return references.flatMap(({ kind, id }, index) => {
    const text = texts.get(`${kind} ${id}`)?.trim() ?? '';
    return text === '' ? [] : [`[${index + 1}] ${text}`];
  });
}
