import { OPS } from 'unpdf/pdfjs';
import {
  apply,
  type Box,
  boxOf,
  identity,
  intersect,
  type Matrix,
  multiply,
  type Point,
} from './geometry.ts';
import type { PdfPage } from './pdf-page.ts';

/** A character at its position on the page. */
export interface Glyph {
  text: string;
  isSpace: boolean;
  /** The points on its baseline at which it starts and the next one would start. */
  start: Point;
  end: Point;
  /** The height of its font. */
  size: number;
  /** Its position in the order in which the page is painted. */
  order: number;
  /** As `#rrggbb`; undefined if it is a pattern. */
  colour: string | undefined;
  /** Not painted at all, as recognised text under a scan is. */
  isInvisible: boolean;
  /** On a disabled layer, or transparent. */
  isOff: boolean;
}

/** A part of the page that something was painted on. */
export interface Painted {
  box: Box;
  order: number;
  /** As `#rrggbb`; undefined if it is of several colours, not a box, or partly transparent. */
  colour: string | undefined;
}

/** Everything that is painted on a page. */
export interface PageMarks {
  glyphs: Glyph[];
  painted: Painted[];
  pictures: Box[];
  /** Horizontal lines, as strokes or as flat boxes. */
  lines: Box[];
}

interface State {
  matrix: Matrix;
  textMatrix: Matrix;
  /** Where the next character is, and where its line begins, in the units of the text. */
  at: Point;
  lineStart: Point;
  leading: number;
  charSpacing: number;
  wordSpacing: number;
  horizontalScale: number;
  rise: number;
  mode: number;
  fontSize: number;
  /** From the units of a glyph's width to those of its font's size. */
  widthScale: number;
  fill: string | undefined;
  stroke: string | undefined;
  fillAlpha: number;
  strokeAlpha: number;
  isMasked: boolean;
  isBlended: boolean;
  clip: Box;
  /** Whether painting is clipped to a shape other than a box. */
  isClippedToShape: boolean;
  lineWidth: number;
  /** Whether a map was set up since the state was saved, and whether anything was painted with it. */
  isMapped: boolean;
  hasPainted: boolean;
}

/** With a lower opacity, something does not count as having its own colour. */
const opaque = 0.95;

/** Text with a lower opacity is not visible. */
const clear = 0.05;

/** A line of at least this height, in points, hides what is below it rather than striking it through. */
const thick = 3;

/** The maximum number of objects that are examined on a page. */
const maxMarks = 200_000;

/** The box that a picture fills before its map is applied. */
const unitBox: Box = { left: 0, bottom: 0, right: 1, top: 1 };

const everywhere: Box = { left: -1e9, bottom: -1e9, right: 1e9, top: 1e9 };

/** Which layers of a document are enabled. */
export interface LayerConfig {
  isVisible: (group: unknown) => boolean;
}

/**
 * Goes through the operations that paint a page, in their order, without painting it. In a document that was opened without its
 * pictures, which take long to decode, a map that was set up for something missing marks a picture.
 */
export async function walkPage(page: PdfPage, layers: LayerConfig): Promise<PageMarks> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const marks: PageMarks = { glyphs: [], painted: [], pictures: [], lines: [] };
  const states: State[] = [];
  /** Whether each open stretch of marked content is on an enabled layer. */
  const shown: boolean[] = [];
  let state = startState();
  let pendingClip = false;
  let annotationDepth = 0;

  for (const [order, operator] of fnArray.entries()) {
    const args = (argsArray[order] ?? []) as unknown[];
    if (marks.glyphs.length + marks.painted.length > maxMarks) {
      break;
    }
    switch (operator) {
      case OPS.save:
      case OPS.beginGroup:
        saveState();
        break;
      case OPS.restore:
        addMissingPicture(order);
        restoreState();
        break;
      case OPS.endGroup:
      case OPS.paintFormXObjectEnd:
        restoreState();
        break;
      case OPS.paintFormXObjectBegin:
        saveState();
        state.matrix = multiply(state.matrix, asMatrix(args[0]));
        break;
      case OPS.beginAnnotation:
        saveState();
        annotationDepth += 1;
        break;
      case OPS.endAnnotation:
        restoreState();
        annotationDepth -= 1;
        break;
      case OPS.transform:
        state.matrix = multiply(state.matrix, asMatrix(args));
        state.isMapped = true;
        state.hasPainted = false;
        break;
      case OPS.setGState:
        setGraphicsState(state, args[0]);
        break;
      case OPS.setFillRGBColor:
        state.fill = asColour(args[0]);
        break;
      case OPS.setStrokeRGBColor:
        state.stroke = asColour(args[0]);
        break;
      case OPS.setFillColorN:
        state.fill = undefined;
        break;
      case OPS.setStrokeColorN:
        state.stroke = undefined;
        break;
      case OPS.setLineWidth:
        state.lineWidth = asNumber(args[0]);
        break;
      case OPS.beginMarkedContent:
        shown.push(true);
        break;
      case OPS.beginMarkedContentProps:
        shown.push(args[0] !== 'OC' || layers.isVisible(args[1]));
        break;
      case OPS.endMarkedContent:
        shown.pop();
        break;
      case OPS.clip:
      case OPS.eoClip:
        pendingClip = true;
        break;
      case OPS.constructPath:
        addPath(args, order);
        break;
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
      case OPS.paintImageMaskXObject:
        addPicture(boxOf(state.matrix, unitBox), order);
        break;
      case OPS.paintImageXObjectRepeat:
      case OPS.paintImageMaskXObjectRepeat:
      case OPS.paintInlineImageXObjectGroup:
      case OPS.paintImageMaskXObjectGroup:
        // Each is scaled and placed by its own arguments; where exactly does not matter.
        addPicture(state.clip, order);
        break;
      case OPS.shadingFill:
        paint(state.clip, undefined, order);
        break;
      default:
        setText(operator, args, order);
    }
  }
  // A page of one picture need not save the state before it.
  addMissingPicture(fnArray.length);
  return marks;

  function addMissingPicture(order: number): void {
    if (state.isMapped && !state.hasPainted) {
      addPicture(boxOf(state.matrix, unitBox), order);
    }
  }

  function isShown(): boolean {
    return shown.every((isOn) => isOn);
  }

  function paint(box: Box, colour: string | undefined, order: number): void {
    state.hasPainted = true;
    const isPlain = !state.isMasked && !state.isBlended && !state.isClippedToShape;
    if (isShown()) {
      marks.painted.push({ box: intersect(box, state.clip), order, colour: isPlain ? colour : undefined });
    }
  }

  function addPicture(box: Box, order: number): void {
    if (isShown()) {
      marks.pictures.push(intersect(box, state.clip));
    }
    paint(box, undefined, order);
  }

  function saveState(): void {
    states.push({ ...state });
    state.isMapped = false;
    state.hasPainted = false;
  }

  function restoreState(): void {
    const { hasPainted } = state;
    state = states.pop() ?? state;
    state.hasPainted ||= hasPainted;
  }

  function addPath([operator, data, bounds]: unknown[], order: number): void {
    const kind = operator as number;
    const paths = subpathsOf(data);
    const isStroke = kind === OPS.stroke || kind === OPS.closeStroke;
    const isFill = !isStroke && kind !== OPS.endPath;
    if (pendingClip) {
      const box = boxOf(state.matrix, boundsOf(bounds));
      state.isClippedToShape ||= paths.length !== 1 || !isBox(paths[0] ?? []);
      state.clip = intersect(state.clip, box);
      pendingClip = false;
    }
    const alpha = isFill ? state.fillAlpha : state.strokeAlpha;
    state.hasPainted ||= isFill || isStroke;
    for (const points of isFill || isStroke ? paths : []) {
      const box = withWidth(
        boxOf(state.matrix, boxAround(points)),
        isStroke && points.length === 2 ? strokeWidth() : 0,
      );
      const isFlat = box.top - box.bottom < thick && box.right - box.left > 3 * (box.top - box.bottom);
      if (isFlat && isShown()) {
        marks.lines.push(intersect(box, state.clip));
      }
      if (isFill) {
        paint(box, isBox(points) && alpha >= opaque ? state.fill : undefined, order);
      } else if (points.length === 2 && box.top - box.bottom >= thick) {
        paint(box, alpha >= opaque ? state.stroke : undefined, order);
      }
    }
  }

  function strokeWidth(): number {
    const [a = 1, b = 0] = state.matrix;
    return state.lineWidth * Math.hypot(a, b);
  }

  function setText(operator: number, args: unknown[], order: number): void {
    switch (operator) {
      case OPS.beginText:
        state.textMatrix = identity;
        state.at = { x: 0, y: 0 };
        state.lineStart = { x: 0, y: 0 };
        break;
      case OPS.setTextMatrix:
        state.textMatrix = asMatrix(args.length === 1 ? args[0] : args);
        state.at = { x: 0, y: 0 };
        state.lineStart = { x: 0, y: 0 };
        break;
      case OPS.moveText:
        moveLine(asNumber(args[0]), asNumber(args[1]));
        break;
      case OPS.setLeadingMoveText:
        state.leading = -asNumber(args[1]);
        moveLine(asNumber(args[0]), asNumber(args[1]));
        break;
      case OPS.nextLine:
        moveLine(0, -state.leading);
        break;
      case OPS.setLeading:
        state.leading = asNumber(args[0]);
        break;
      case OPS.setCharSpacing:
        state.charSpacing = asNumber(args[0]);
        break;
      case OPS.setWordSpacing:
        state.wordSpacing = asNumber(args[0]);
        break;
      case OPS.setHScale:
        state.horizontalScale = asNumber(args[0]) / 100;
        break;
      case OPS.setTextRise:
        state.rise = asNumber(args[0]);
        break;
      case OPS.setTextRenderingMode:
        state.mode = asNumber(args[0]);
        break;
      case OPS.setFont:
        state.fontSize = asNumber(args[1]);
        state.widthScale = widthScaleOf(page, String(args[0]));
        break;
      case OPS.showText:
        showText(args[0], order);
        break;
      default:
    }
  }

  function moveLine(x: number, y: number): void {
    state.lineStart = { x: state.lineStart.x + x, y: state.lineStart.y + y };
    state.at = state.lineStart;
  }

  function showText(glyphs: unknown, order: number): void {
    state.hasPainted = true;
    const matrix = multiply(state.matrix, state.textMatrix);
    const [, , c = 0, d = 1] = matrix;
    const size = Math.abs(state.fontSize) * Math.hypot(c, d);
    const placeAt = (x: number) => apply(matrix, { x, y: state.at.y + state.rise });
    let { x } = state.at;
    for (const glyph of Array.isArray(glyphs) ? glyphs : []) {
      if (typeof glyph === 'number') {
        x -= (glyph / 1000) * state.fontSize * state.horizontalScale;
        continue;
      }
      const { unicode = '', width = 0, isSpace = false } = (glyph ?? {}) as Partial<FontGlyph>;
      const advance = width * state.widthScale * state.fontSize * state.horizontalScale;
      if (annotationDepth === 0) {
        marks.glyphs.push({
          text: unicode,
          isSpace: isSpace || unicode.trim() === '',
          start: placeAt(x),
          end: placeAt(x + advance),
          size,
          order,
          ...lookOfText(),
        });
      }
      x += advance + (state.charSpacing + (isSpace ? state.wordSpacing : 0)) * state.horizontalScale;
    }
    state.at = { x, y: state.at.y };
  }

  function lookOfText(): Pick<Glyph, 'colour' | 'isInvisible' | 'isOff'> {
    const mode = state.mode % 4;
    const [isFilled, isStroked] = [mode === 0 || mode === 2, mode === 1 || mode === 2];
    const alpha = Math.max(isFilled ? state.fillAlpha : 0, isStroked ? state.strokeAlpha : 0);
    // Content outside its clip is not visible; this is checked together with its position.
    return {
      colour: mode === 2 && state.fill !== state.stroke ? undefined : isStroked ? state.stroke : state.fill,
      isInvisible: mode === 3,
      isOff: !isShown() || (mode !== 3 && alpha < clear),
    };
  }
}

interface FontGlyph {
  unicode: string;
  width: number;
  isSpace: boolean;
}

const startState = (): State => ({
  matrix: identity,
  textMatrix: identity,
  at: { x: 0, y: 0 },
  lineStart: { x: 0, y: 0 },
  leading: 0,
  charSpacing: 0,
  wordSpacing: 0,
  horizontalScale: 1,
  rise: 0,
  mode: 0,
  fontSize: 1,
  widthScale: 0.001,
  fill: '#000000',
  stroke: '#000000',
  fillAlpha: 1,
  strokeAlpha: 1,
  isMasked: false,
  isBlended: false,
  clip: everywhere,
  isClippedToShape: false,
  lineWidth: 1,
  isMapped: false,
  hasPainted: false,
});

/** Fonts whose characters are drawn by the page have their own scale. */
function widthScaleOf(page: PdfPage, font: string): number {
  const fonts = (page as { commonObjs?: FontStore }).commonObjs;
  const matrix = fonts?.has(font) ? fonts.get(font)?.fontMatrix : undefined;
  return matrix?.[0] ?? 0.001;
}

interface FontStore {
  has: (name: string) => boolean;
  get: (name: string) => { fontMatrix?: number[] } | undefined;
}

function setGraphicsState(state: State, entries: unknown): void {
  for (const entry of Array.isArray(entries) ? entries : []) {
    const [key, value] = entry as [string, unknown];
    if (key === 'ca') {
      state.fillAlpha = asNumber(value);
    } else if (key === 'CA') {
      state.strokeAlpha = asNumber(value);
    } else if (key === 'SMask') {
      state.isMasked = value !== false && value !== null;
    } else if (key === 'BM') {
      state.isBlended = value !== 'source-over';
    } else if (key === 'LW') {
      state.lineWidth = asNumber(value);
    }
  }
}

const asNumber = (value: unknown): number => (typeof value === 'number' ? value : 0);

function asMatrix(value: unknown): Matrix {
  const numbers = value === null || value === undefined ? [] : Array.from(value as ArrayLike<number>);
  return numbers.length === 6 ? numbers : identity;
}

const asColour = (value: unknown): string | undefined =>
  typeof value === 'string' && /^#[\da-f]{6}$/i.test(value) ? value.toLowerCase() : undefined;

function boundsOf(bounds: unknown): Box {
  const [left = 0, bottom = 0, right = 0, top = 0] = Array.from((bounds ?? []) as ArrayLike<number>);
  return { left, bottom, right, top };
}

/**
 * The corners of each closed or open line of a path. A path with curves does not count as straight lines; the points of curves
 * are kept.
 */
function subpathsOf(data: unknown): Point[][] {
  const [numbers] = Array.isArray(data) ? data : [];
  const values = Array.from((numbers ?? []) as ArrayLike<number>);
  const paths: Point[][] = [];
  for (let at = 0; at < values.length; ) {
    const [kind = 0] = values.slice(at, at + 1);
    const count = pointsOfSegment[kind] ?? 0;
    if (kind === 0) {
      paths.push([]);
    }
    for (let index = 0; index < count; index += 1) {
      const [x = 0, y = 0] = values.slice(at + 1 + 2 * index, at + 3 + 2 * index);
      paths.at(-1)?.push({ x, y });
    }
    at += 1 + 2 * count;
  }
  return paths;
}

/** How many points follow a move, a line, two kinds of curves and the end of a line. */
const pointsOfSegment = [1, 1, 3, 2, 0];

function boxAround(points: readonly Point[]): Box {
  return points.reduce(
    (box, { x, y }) => ({
      left: Math.min(box.left, x),
      bottom: Math.min(box.bottom, y),
      right: Math.max(box.right, x),
      top: Math.max(box.top, y),
    }),
    { left: Infinity, bottom: Infinity, right: -Infinity, top: -Infinity },
  );
}

/** A level line has the height of its stroke. */
const withWidth = (box: Box, width: number): Box =>
  box.top - box.bottom < 0.01 ? { ...box, bottom: box.bottom - width / 2, top: box.top + width / 2 } : box;

/** Whether points are the corners of an upright box. */
function isBox(points: readonly Point[]): boolean {
  const { left, bottom, right, top } = boxAround(points);
  const near = (one: number, other: number) =>
    Math.abs(one - other) < 0.01 * Math.max(right - left, top - bottom, 0.01);
  const corners = new Set(
    points.map(({ x, y }) => {
      const [isLeft, isBottom] = [near(x, left), near(y, bottom)];
      return (isLeft || near(x, right)) && (isBottom || near(y, top)) ? `${isLeft} ${isBottom}` : 'none';
    }),
  );
  return (points.length === 4 || points.length === 5) && corners.size === 4 && !corners.has('none');
}
