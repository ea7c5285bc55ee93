import type { OfficePackage, Relationship } from '../office/office-package.ts';
import { childOf, childrenOf, isOn, type XmlElement } from '../office/xml.ts';
import { pageEnd } from './flow.ts';
import { BlockReader, type DocumentParts } from './read-blocks.ts';

export interface Section {
  text: string;
  /** The properties of its pages. */
  properties: XmlElement | undefined;
}

interface LayOutOptions {
  file: OfficePackage;
  parts: DocumentParts;
  related: readonly Relationship[];
  sections: readonly Section[];
  /** Whether even pages have their own headers and footers. */
  areEvenDifferent: boolean;
  /** As counted by the program that saved the document. */
  pageCount: number | undefined;
}

type Kind = 'header' | 'footer';

/**
 * The text of all sections with their headers and footers. Each header or footer appears once, above or below the first page
 * that has it; one that is on no page is left out.
 */
export async function layOutSections(options: LayOutOptions): Promise<string> {
  const { sections, file, parts, related } = options;
  const targets = new Map<string, string>();
  const used = new Set<string>();
  const pages: string[] = [];
  for (const { text, properties } of sections) {
    for (const kind of ['header', 'footer'] as const) {
      for (const { attributes } of childrenOf(properties, `${kind}Reference`)) {
        const target = related.find(({ id }) => id === attributes['id'])?.target;
        targets.set(`${kind} ${attributes['type'] ?? 'default'}`, target ?? '');
      }
    }
    const own = text.split(pageEnd);
    for (const [index, page] of own.entries()) {
      const isLast = index === own.length - 1;
      const types = typesOn({ ...options, properties, isFirst: index === 0, isLast });
      own[index] = [...(await textsOf('header', types)), page, ...(await textsOf('footer', types))]
        .filter((part) => part.trim() !== '')
        .join('\n\n');
    }
    const isContinuous = childOf(properties, 'type')?.attributes['val'] === 'continuous';
    if (isContinuous && pages.length > 0) {
      pages.push([pages.pop(), own.shift()].filter(Boolean).join('\n\n'));
    }
    pages.push(...own);
  }
  return pages.join(pageEnd);

  async function textsOf(kind: Kind, types: readonly string[]): Promise<string[]> {
    const texts: string[] = [];
    for (const type of types) {
      const target = targets.get(`${kind} ${type}`) ?? '';
      if (target !== '' && !used.has(target)) {
        used.add(target);
        texts.push(await textOfPart(file, parts, target));
      }
    }
    return texts;
  }
}

/** Which headers and footers are on a page between two page breaks, which may be several pages on paper. */
function typesOn(options: {
  properties: XmlElement | undefined;
  areEvenDifferent: boolean;
  pageCount: number | undefined;
  isFirst: boolean;
  isLast: boolean;
}): string[] {
  const { properties, areEvenDifferent, pageCount, isFirst, isLast } = options;
  const isFirstDifferent = isOn(childOf(properties, 'titlePg'));
  const mayGoOn = isLast && pageCount !== 1;
  return [
    ...(isFirst && isFirstDifferent ? ['first'] : []),
    ...(!isFirst || !isFirstDifferent || mayGoOn ? ['default'] : []),
    ...(areEvenDifferent && (!isFirst || mayGoOn) ? ['even'] : []),
  ];
}

async function textOfPart(file: OfficePackage, parts: DocumentParts, part: string): Promise<string> {
  // The pictures of a header are listed in its own relationships.
  const reader = new BlockReader({ ...parts, markPicture: () => '' });
  for await (const block of file.elements(part, (_, parent) => parent === 'hdr' || parent === 'ftr')) {
    reader.read(block);
  }
  return reader.text.replaceAll(pageEnd, '\n');
}
