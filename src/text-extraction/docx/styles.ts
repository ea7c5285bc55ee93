import type { OfficePackage } from '../office/office-package.ts';
import { childOf, childrenOf, isOn, type XmlElement } from '../office/xml.ts';

/** What properties of text say that decides whether it is seen. Undefined if they leave it to what is around them. */
export interface TextLook {
  isHidden?: boolean;
  isStruck?: boolean;
  /** Six hexadecimal digits, or `auto`. */
  colour?: string;
  /** Whether something is behind the text; white text is seen then. */
  isShaded?: boolean;
}

export interface Style extends TextLook {
  /** In English, whatever language the program had that wrote the document. */
  name: string;
  numbering: NumberingReference | undefined;
}

/** A list that a paragraph is of, and its level in it. */
export interface NumberingReference {
  id: string;
  level: number;
}

/** Styles are based on others, but in no longer chain than this. */
const maxBases = 20;

/** Looks up the styles of a document. */
export type Styles = (id: string | undefined) => Style | undefined;

export async function readStyles(file: OfficePackage, part: string | undefined): Promise<Styles> {
  const elements = new Map<string, XmlElement>();
  const known = new Map<string, Style>();
  for await (const element of file.elements(part, (name) => name === 'style')) {
    elements.set(element.attributes['styleId'] ?? '', element);
  }
  return (id) => (id === undefined ? undefined : styleOf(id, 0));

  function styleOf(id: string, depth: number): Style | undefined {
    const element = elements.get(id);
    if (element === undefined || depth > maxBases) {
      return undefined;
    }
    const style = known.get(id) ?? {
      ...styleOf(childOf(element, 'basedOn')?.attributes['val'] ?? '', depth + 1),
      ...lookOf(childOf(element, 'rPr')),
      ...shadingOf(childOf(element, 'pPr')),
      name: childOf(element, 'name')?.attributes['val']?.toLowerCase() ?? '',
      numbering: numberingOf(childOf(element, 'pPr')),
    };
    known.set(id, style);
    return style;
  }
}

/** What the properties of a run say themselves. */
export function lookOf(properties: XmlElement | undefined): TextLook {
  const [vanish, strike, double] = ['vanish', 'strike', 'dstrike'].map((name) => childOf(properties, name));
  const colour = childOf(properties, 'color')?.attributes;
  // Half points; text of a point and a half is not seen.
  const size = childOf(properties, 'sz')?.attributes['val'];
  const isTiny = size !== undefined && Number(size) <= 3;
  return {
    ...(vanish || isTiny ? { isHidden: isOn(vanish) || isTiny } : {}),
    ...(strike || double ? { isStruck: isOn(strike) || isOn(double) } : {}),
    ...(colour && {
      colour:
        /^(?:background1|light1)$/.test(colour['themeColor'] ?? '') && !colour['themeShade']
          ? 'FFFFFF'
          : (colour['val']?.toUpperCase() ?? 'AUTO'),
    }),
    ...shadingOf(properties),
  };
}

/** Whether the properties of a run, paragraph, cell or table put a colour behind the text. */
export function shadingOf(properties: XmlElement | undefined): TextLook {
  const shading = childOf(properties, 'shd')?.attributes;
  const highlight = childOf(properties, 'highlight')?.attributes['val'];
  const isPlain = (fill: string | undefined) => fill === undefined || /^(?:auto|f{6})$/i.test(fill);
  const isShaded =
    (shading !== undefined && !(isPlain(shading['fill']) && /^(?:clear|nil)?$/.test(shading['val'] ?? ''))) ||
    (highlight !== undefined && !/^(?:none|white)$/.test(highlight));
  return shading || highlight ? { isShaded } : {};
}

export function numberingOf(properties: XmlElement | undefined): NumberingReference | undefined {
  const reference = childOf(properties, 'numPr');
  const id = childOf(reference, 'numId')?.attributes['val'];
  return id === undefined
    ? undefined
    : { id, level: Number(childOf(reference, 'ilvl')?.attributes['val'] ?? 0) };
}

/**
 * Whether text with these properties is not seen, or struck through. A property of the run itself counts; where both its style
 * and its paragraph's have it, they undo each other, as programs for text do it.
 */
export function isUnseen({
  own,
  style,
  paragraph,
  isOnColour,
}: {
  own: TextLook;
  style: Style | undefined;
  paragraph: Style | undefined;
  /** Whether something around the text has, or may have, a colour of its own. */
  isOnColour: boolean;
}): boolean {
  const toggled = (name: 'isHidden' | 'isStruck'): boolean =>
    own[name] ?? (style?.[name] ?? false) !== (paragraph?.[name] ?? false);
  const colour = own.colour ?? style?.colour ?? paragraph?.colour;
  const isShaded = own.isShaded ?? style?.isShaded ?? paragraph?.isShaded ?? false;
  return toggled('isHidden') || toggled('isStruck') || (colour === 'FFFFFF' && !isShaded && !isOnColour);
}

/** All children of an element's children of one name. */
export const grandchildrenOf = (element: XmlElement | undefined, name: string): XmlElement[] =>
  childrenOf(element, name).flatMap((child) => childrenOf(child));
