import type { OfficePackage } from '../office/office-package.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../office/xml.ts';
import { type Font, fontOf } from './styles.ts';

/** A stretch of a cell's text; it has the cell's font unless it has its own. */
export interface TextRun {
  text: string;
  font: Font | undefined;
}

/** The texts that the cells of a workbook share, in the order in which cells refer to them. */
export async function readSharedStrings(file: OfficePackage, part: string | undefined): Promise<TextRun[][]> {
  const strings: TextRun[][] = [];
  for await (const item of file.elements(part, (name) => name === 'si')) {
    strings.push(runsOf(item));
  }
  return strings;
}

/** The runs of a text, without the pronunciation of its characters. */
export function runsOf(item: XmlElement): TextRun[] {
  return childrenOf(item).flatMap((child) => {
    const text = child.name === 'r' ? childOf(child, 't') : child.name === 't' ? child : undefined;
    const properties = childOf(child, 'rPr');
    return text ? [{ text: textOf(text), font: properties && fontOf(properties) }] : [];
  });
}
