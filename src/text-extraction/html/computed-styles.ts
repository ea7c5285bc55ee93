import { selectAll } from 'css-select';
import { parse } from 'css-what';
import type { AnyNode, Document, Element } from 'domhandler';
import { type CssRule, cssRules, type Declaration, declarationsOf } from './css-rules.ts';

/** The properties that hide text or strike it through. */
const properties = [
  'display',
  'visibility',
  'content-visibility',
  'opacity',
  'font-size',
  'font',
  'color',
  'background',
  'background-color',
  'background-image',
  'text-decoration',
  'text-decoration-line',
  'position',
  'left',
  'right',
  'top',
  'bottom',
  'margin-left',
  'margin-top',
  'text-indent',
  'clip',
  'clip-path',
  'overflow',
  'width',
  'height',
  'max-width',
  'max-height',
  'transform',
  'mso-hide',
] as const;

export type Property = (typeof properties)[number];

/** The declarations for an element, by property. */
export type Declared = Readonly<Partial<Record<Property, string>>>;

/** The maximum number of rules applied to a page's elements; each of them takes a pass over the page. */
const maxRules = 1_000;

/** States that do not occur on paper or without interaction, and boxes that are not elements. */
const notStatic = /::|:(?:before|after|hover|focus|active|checked|target|visited|link|root)/i;

interface Weighted {
  value: string;
  weight: number;
}

/** The declarations of a page's style sheets and attributes for its elements. */
export function declaredStyles(
  document: Document,
  styleSheets: readonly string[],
): (element: Element) => Declared {
  const styles = new Map<Element, Partial<Record<Property, Weighted>>>();
  const rules = styleSheets
    .flatMap(cssRules)
    .filter(({ declarations }) => properties.some((property) => declarations[property]));
  for (const [order, rule] of rules.slice(0, maxRules).entries()) {
    for (const element of elementsOf(document, rule)) {
      const style = styles.get(element) ?? {};
      styles.set(element, style);
      addAll(style, rule.declarations, specificityOf(rule.selector) + order / maxRules);
    }
  }
  return (element) => {
    const style = { ...styles.get(element) };
    addAll(style, declarationsOf(element.attribs['style'] ?? ''), inlineWeight);
    return Object.fromEntries(Object.entries(style).map(([property, { value }]) => [property, value]));
  };
}

function elementsOf(document: Document, { selector }: CssRule): Element[] {
  if (notStatic.test(selector)) {
    return [];
  }
  try {
    return selectAll<AnyNode, Element>(selector, document);
  } catch {
    // A browser also ignores what it does not know.
    return [];
  }
}

const inlineWeight = 1e9;
const importantWeight = 1e12;

function addAll(
  style: Partial<Record<Property, Weighted>>,
  declarations: Readonly<Record<string, Declaration>>,
  weight: number,
): void {
  for (const property of properties) {
    const declared = declarations[property];
    const own = weight + (declared?.isImportant ? importantWeight : 0);
    if (declared && own >= (style[property]?.weight ?? 0)) {
      style[property] = { value: declared.value, weight: own };
    }
  }
}

/** One id outweighs any number of classes, and one class any number of element names. */
function specificityOf(selector: string): number {
  const [tokens = []] = parse(selector);
  return tokens.reduce((sum, token) => {
    const isId = token.type === 'attribute' && token.name === 'id' && token.action === 'equals';
    const isClass = token.type === 'attribute' || token.type === 'pseudo';
    return sum + (isId ? 1e6 : isClass ? 1e3 : token.type === 'tag' ? 1 : 0);
  }, 1);
}
