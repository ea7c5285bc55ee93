import type { OfficePackage } from '../office/office-package.ts';
import { childOf, childrenOf, isOn, type XmlElement } from '../office/xml.ts';

/** The properties of text that decide whether it is visible. Undefined if they are inherited from the context. */
export interface TextLook {
  isHidden?: boolean;
  isStruck?: boolean;
  /** Six hexadecimal digits, or `auto`. */
  colour?: string;
  /** Whether something is behind the text; white text is visible then. */
  isShaded?: boolean;
}

export interface Style extends TextLook {
  /** In English, whatever the language of the program that wrote the document. */
  name: string;
  numbering: NumberingReference | undefined;
}

/** The list that a paragraph belongs to, and its level in the list. */
export interface NumberingReference {
  id: string;
  level: number;
}

/** The maximum length of a chain of styles that are based on each other. */
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

/** The properties that a run itself has. */
export function lookOf(properties: XmlElement | undefined): TextLook {
  const [vanish, strike, double] = ['vanish', 'strike', 'dstrike'].map((name) => childOf(properties, name));
  const colour = childOf(properties, 'color')?.attributes;
  // Half points; text of a point and a half is not visible.
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
 * Whether text with these properties is invisible or struck through. A property of the run itself takes precedence; if both its
 * style and its paragraph's style have it, they cancel each other out, as in word processors.
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
  /** Whether something around the text has, or may have, its own colour. */
  isOnColour: boolean;
}): boolean {
  const toggled = (name: 'isHidden' | 'isStruck'): boolean =>
    own[name] ?? (style?.[name] ?? false) !== (paragraph?.[name] ?? false);
  const colour = own.colour ?? style?.colour ?? paragraph?.colour;
  const isShaded = own.isShaded ?? style?.isShaded ?? paragraph?.isShaded ?? false;
  return toggled('isHidden') || toggled('isStruck') || (colour === 'FFFFFF' && !isShaded && !isOnColour);
}

/** All children of an element's children with a given name. */
export const grandchildrenOf = (element: XmlElement | undefined, name: string): XmlElement[] =>
  childrenOf(element, name).flatMap((child) => childrenOf(child));
