import { getFormatFromId } from 'numfmt';
import type { OfficePackage } from '../office/office-package.ts';
import { childOf, childrenOf, isOn, type XmlElement } from '../office/xml.ts';

/** How cells with a style look, as far as it affects their text. */
export interface CellStyle {
  /** The code of the number format. */
  code: string;
  font: Font;
  /** The colour behind the text; undefined if unknown. */
  background: string | undefined;
}

export interface Font {
  isStruck: boolean;
  /** Undefined if unknown or the default. */
  colour: string | undefined;
}

export const plainStyle: CellStyle = {
  code: 'General',
  font: { isStruck: false, colour: undefined },
  background: 'FFFFFF',
};

/** Formats for which each language version of Excel has its own codes, all of them dates. */
const localDates = (id: number): boolean => (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** The styles of a workbook's cells, in the order in which cells refer to them. */
export async function readStyles(file: OfficePackage, part: string | undefined): Promise<CellStyle[]> {
  const sections = new Map<string, XmlElement[]>();
  const wanted = ['numFmts', 'fonts', 'fills', 'cellXfs'];
  for await (const section of file.elements(
    part,
    (name, parent) => parent === 'styleSheet' && wanted.includes(name),
  )) {
    sections.set(section.name, childrenOf(section));
  }
  const codes = new Map(
    sections
      .get('numFmts')
      ?.map(({ attributes }) => [attributes['numFmtId'], attributes['formatCode'] ?? '']),
  );
  const fonts = sections.get('fonts')?.map(fontOf) ?? [];
  const fills = sections.get('fills')?.map(backgroundOf) ?? [];
  return (sections.get('cellXfs') ?? []).map(({ attributes }) => {
    const { numFmtId = '0', fontId, fillId } = attributes;
    const id = Number(numFmtId);
    return {
      code: codes.get(numFmtId) ?? (localDates(id) ? 'yyyy-mm-dd' : (getFormatFromId(id) ?? 'General')),
      font: fonts[Number(fontId)] ?? plainStyle.font,
      background: fillId === undefined ? plainStyle.background : fills[Number(fillId)],
    };
  });
}

/** The properties of a font or a run of text. */
export function fontOf(font: XmlElement): Font {
  return { isStruck: isOn(childOf(font, 'strike')), colour: colourOf(childOf(font, 'color')) };
}

function backgroundOf(fill: XmlElement): string | undefined {
  const pattern = childOf(fill, 'patternFill');
  const kind = pattern?.attributes['patternType'] ?? 'none';
  return kind === 'none' ? 'FFFFFF' : kind === 'solid' ? colourOf(childOf(pattern, 'fgColor')) : undefined;
}

/** A colour as six hexadecimal digits; of the workbook's theme only white is the same everywhere. */
function colourOf(colour: XmlElement | undefined): string | undefined {
  const { rgb, theme, tint, indexed } = colour?.attributes ?? {};
  if (rgb !== undefined) {
    return rgb.slice(-6).toUpperCase();
  }
  const isWhite =
    (theme === '0' && (tint === undefined || Number(tint) === 0)) || indexed === '1' || indexed === '9';
  return isWhite ? 'FFFFFF' : undefined;
}

/** Whether text is struck through, or has the colour of its background. */
export const isHidden = (font: Font, background: string | undefined): boolean =>
  font.isStruck || (font.colour !== undefined && font.colour === background);
