import { parse as parseColour, rgb } from 'culori';
import { type ChildNode, type Document, type Element, isTag, isText, Text } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import { type Declared, declaredStyles } from './computed-styles.ts';

/** Elements whose content is not shown, or only as a fallback. */
const unseen: ReadonlySet<string> = new Set([
  ...[
    'title',
    'script',
    'style',
    'template',
    'noscript',
    'datalist',
    'iframe',
    'object',
    'canvas',
    'audio',
    'video',
  ],
  ...['noframes', 'noembed', 'rp', 'meter', 'progress', 'map', 'del'],
]);

/** Input types that show no value, or whose value is only a label of their action. */
const valueless: ReadonlySet<string> = new Set([
  'hidden',
  'password',
  'submit',
  'reset',
  'button',
  'image',
  'file',
  'color',
  'range',
]);

/** Elements that are nested deeper than this are not read. */
const maxDepth = 500;

/** Smaller text, in pixels, is not visible. */
const minFontPixels = 2;

/** Content that is farther outside the page than this, in pixels, is not visible. */
const farOutside = 900;

/** How text looks inside an element. */
interface Look {
  isInvisible: boolean;
  isTiny: boolean;
  isTransparent: boolean;
  isStruck: boolean;
  /** As shares of red, green and blue; undefined if unknown. */
  colour: Colour | undefined;
  background: Colour | undefined;
}

type Colour = readonly [red: number, green: number, blue: number];

const white: Colour = [1, 1, 1];
const black: Colour = [0, 0, 0];

/**
 * Removes from a page the content that a person does not see, or sees struck through, according to its elements, attributes and
 * style sheets. Fields show the values selected in them.
 */
export function removeUnseen(document: Document): void {
  const styleSheets = DomUtils.getElementsByTagName('style', document).map((style) => {
    const { media } = style.attribs;
    const rules = DomUtils.textContent(style);
    return media ? `@media ${media}{${rules}}` : rules;
  });
  const styleOf = declaredStyles(document, styleSheets);
  const start: Look = {
    isInvisible: false,
    isTiny: false,
    isTransparent: false,
    isStruck: false,
    colour: black,
    background: white,
  };
  const left: { nodes: ChildNode[]; look: Look; depth: number }[] = [
    { nodes: [...document.children], look: start, depth: 0 },
  ];
  for (let next = left.pop(); next; next = left.pop()) {
    for (const node of next.nodes) {
      if (isText(node)) {
        node.data = isSeen(next.look) ? node.data : ' ';
      } else if (isTag(node)) {
        const style = styleOf(node);
        if (next.depth >= maxDepth || isAbsent(node, style)) {
          DomUtils.removeElement(node);
          continue;
        }
        const look = lookOf(node, style, next.look);
        // Its value is not a text node inside it.
        if (node.name === 'input' && !isSeen(look)) {
          DomUtils.removeElement(node);
          continue;
        }
        showChoice(node);
        left.push({ nodes: [...node.children], look, depth: next.depth + 1 });
      }
    }
  }
}

function isSeen({ colour, background, ...look }: Look): boolean {
  const isHidden = look.isInvisible || look.isTiny || look.isTransparent || look.isStruck;
  return !isHidden && !isSame(colour, background);
}

/** Whether an element is not rendered at all, with all its content. */
function isAbsent({ name, attribs }: Element, style: Declared): boolean {
  const isClosed = name === 'dialog' && attribs['open'] === undefined;
  const isHiddenInput = name === 'input' && valueless.has(attribs['type']?.toLowerCase() ?? '');
  const isHidden = attribs['hidden'] !== undefined && style.display === undefined;
  return (
    unseen.has(name) ||
    isClosed ||
    isHiddenInput ||
    isHidden ||
    style.display === 'none' ||
    style['mso-hide'] === 'all' ||
    style['content-visibility'] === 'hidden' ||
    (style.opacity !== undefined && Number.parseFloat(style.opacity) < 0.05) ||
    isClippedAway(style)
  );
}

const pixels = (value: string | undefined): number | undefined => {
  const [, number, unit = ''] = /^(-?[\d.]+)\s*(px|pt|em|rem|%|cm|mm|in|vw|vh)?/.exec(value ?? '') ?? [];
  const factor = { em: 16, rem: 16, '%': 12, cm: 38, mm: 3.8, in: 96, vw: 12, vh: 8, pt: 1.33 }[unit] ?? 1;
  return number === undefined ? undefined : Number(number) * factor;
};

/** Ways to keep text for machines or for screen readers. */
function isClippedAway(style: Declared): boolean {
  const isFar = (value: string | undefined) => Math.abs(Math.min(pixels(value) ?? 0, 0)) > farOutside;
  const isFlat = (value: string | undefined) => (pixels(value) ?? farOutside) <= 1;
  const isCut = /hidden|clip/.test(style.overflow ?? '');
  const isPlaced = style.position === 'absolute' || style.position === 'fixed';
  return (
    (isPlaced && (isFar(style.left) || isFar(style.right) || isFar(style.top) || isFar(style.bottom))) ||
    isFar(style['text-indent']) ||
    isFar(style['margin-left']) ||
    isFar(style['margin-top']) ||
    (isCut &&
      (isFlat(style.height) ||
        isFlat(style.width) ||
        isFlat(style['max-height']) ||
        isFlat(style['max-width']))) ||
    (isPlaced && /^rect\(\s*(?:0|1px)/.test(style.clip ?? '')) ||
    /^(?:inset\(\s*(?:50|100)%|circle\(\s*0)/.test(style['clip-path'] ?? '') ||
    /scale[xy]?\(\s*0\s*[,)]/.test(style.transform ?? '')
  );
}

function lookOf(element: Element, style: Declared, outer: Look): Look {
  const { name, attribs } = element;
  const decoration = style['text-decoration-line'] ?? style['text-decoration'];
  const isDecorated =
    decoration === undefined ? name === 's' || name === 'strike' : decoration.includes('line-through');
  const hasPicture = /url\(|gradient\(/.test(`${style['background-image'] ?? ''} ${style.background ?? ''}`);
  const colour =
    style.color ?? (name === 'font' ? attribs['color'] : name === 'body' ? attribs['text'] : undefined);
  const isVisible = /^(?<off>hidden|collapse)|^visible/.exec(style.visibility ?? '');
  return {
    isInvisible: isVisible === null ? outer.isInvisible : isVisible.groups?.['off'] !== undefined,
    isTiny: isTiny(style, outer.isTiny),
    isTransparent: colour === undefined || isInherited(colour) ? outer.isTransparent : isClear(colour),
    isStruck: outer.isStruck || isDecorated,
    colour: colourOf(colour, outer.colour),
    background: hasPicture
      ? undefined
      : colourOf(style['background-color'] ?? style.background ?? attribs['bgcolor'], outer.background),
  };
}

function isTiny(style: Declared, isOuterTiny: boolean): boolean {
  const size =
    style['font-size'] ?? /(?:^|\s)([\d.]+(?:px|pt|em|rem|%)|0(?=[\s/]|$))/.exec(style.font ?? '')?.[1];
  const isRelative = /^[\d.]+(?:em|%)/.test(size ?? '');
  const inPixels = pixels(size);
  return inPixels === undefined
    ? isOuterTiny && size === undefined
    : inPixels < minFontPixels || (isRelative && isOuterTiny);
}

const isInherited = (declared: string): boolean => /^(?:inherit|unset|revert|currentcolor)$/.test(declared);

const parsedColour = (declared: string) => {
  const parsed = parseColour(declared);
  return parsed && rgb(parsed);
};

/** Whether a colour is fully transparent. */
const isClear = (declared: string): boolean => parsedColour(declared)?.alpha === 0;

/** A declared colour; undefined if unknown. If text has no colour of its own, the colour behind it is seen. */
function colourOf(declared: string | undefined, outer: Colour | undefined): Colour | undefined {
  if (declared === undefined || isInherited(declared) || /^(?:none|initial)$/.test(declared)) {
    return outer;
  }
  const colour = declared
    .split(/\s+(?![^(]*\))/)
    .map(parsedColour)
    .find((parsed) => parsed !== undefined);
  return colour === undefined ? undefined : colour.alpha === 0 ? outer : [colour.r, colour.g, colour.b];
}

/** Colours that nearly match look the same. */
const isSame = (one: Colour | undefined, other: Colour | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  one.every((share, index) => Math.abs(share - (other[index] ?? 0)) < 0.04);

/** A selection list shows what was selected in it: nothing if no one has made a selection. */
function showChoice(element: Element): void {
  if (element.name === 'select') {
    const chosen = DomUtils.getElementsByTagName('option', element)
      .filter(({ attribs }) => attribs['selected'] !== undefined && attribs['value'] !== '')
      .map((option) => option.attribs['label'] ?? DomUtils.textContent(option).trim());
    element.children = [];
    DomUtils.appendChild(element, new Text(chosen.join(', ')));
    element.name = 'span';
  }
}
