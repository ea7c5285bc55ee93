import type { PlacedText } from './page-lines.ts';
import { shownFields, struckBoxes } from './pdf/annotations.ts';
import { type Box, multiply } from './pdf/geometry.ts';
import type { PdfPage } from './pdf/pdf-page.ts';
import { shareCovered, shareOfSide } from './pdf/picture-share.ts';
import { seenItems, type TextItem } from './pdf/seen-items.ts';
import { unseenGlyphs } from './pdf/unseen-glyphs.ts';
import { type Glyph, type LayerConfig, walkPage } from './pdf/walk-page.ts';

type Annotations = Awaited<ReturnType<PdfPage['getAnnotations']>>;

/** The minimum share of a page that pictures must cover to be a possible scan: logos and signatures are smaller. */
const minPictureShare = 0.08;

/** Text on more of a page's height and width is the page's own, or was recognised by a scanner; a stamp has a line or a few. */
const maxStampedShare = 0.25;

export interface PdfPageText {
  pieces: PlacedText[];
  /** Whether it has pictures that could be a scan. */
  hasPictures: boolean;
  /** Whether pictures cover much of the page and text only a little, as on a scan that a program has stamped. */
  isScan: boolean;
  /** Whether some of the text is not painted, which is how scanners add text that they have recognised in the picture. */
  isRecognised: boolean;
}

/**
 * The visible pieces of a page's text, at their positions, with the values of its form fields, and whether the page is a scan
 * apart from them.
 *
 * @param layers which layers of the document are on
 */
export async function piecesOf(page: PdfPage, layers: LayerConfig): Promise<PdfPageText> {
  const viewport = page.getViewport({ scale: 1 });
  const annotations: Annotations = await page.getAnnotations();
  const written: { piece: PlacedText; quarter: number }[] = [];
  const { items, ...look } = await seenItemsOf(page, layers, struckBoxes(annotations));
  for (const item of items) {
    if (item.str.trim() !== '') {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = multiply(viewport.transform, item.transform);
      const quarter = (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4;
      const height = Math.hypot(c, d) || item.height || 1;
      const place = turn(e, f, quarter);
      // A tab or a run of spaces inside a piece is the edge of a column, as in text from typewriters and terminals.
      const text = item.str.replace(/(?<=\S)(?:\s*\t\s*|\s{3,})(?=\S)/gu, ' | ');
      written.push({
        piece: { text, ...place, width: item.width, height, order: written.length },
        quarter,
      });
    }
  }
  const filledIn = shownFields(annotations).map(({ text, rect }) => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = viewport.convertToViewportRectangle(rect);
    const height = Math.min(Math.abs(y2 - y1), 12);
    const y = (y1 + y2) / 2 + height / 3;
    return { text, x: Math.min(x1, x2), y, width: Math.abs(x2 - x1), height, order: undefined };
  });
  return { pieces: [...alongMainDirection(written), ...filledIn], ...look };
}

async function seenItemsOf(
  page: PdfPage,
  layers: LayerConfig,
  struck: readonly Box[],
): Promise<Omit<PdfPageText, 'pieces'> & { items: TextItem[] }> {
  const { items } = await page.getTextContent();
  const texts = items.flatMap((item) => ('str' in item ? [item] : []));
  const marks = await walkPage(page, layers);
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  const view = { left, bottom, right, top };
  const unseen = unseenGlyphs(marks, { view, struck });
  const seen = marks.glyphs.filter((glyph) => !glyph.isSpace && !unseen.has(glyph));
  const hasPictures = shareCovered(view, marks.pictures) >= minPictureShare;
  return {
    items: seenItems(texts, { glyphs: marks.glyphs, unseen }),
    hasPictures,
    isScan: hasPictures && shareOfSide(view, seen.map(boxOfGlyph)) <= maxStampedShare,
    isRecognised: seen.some((glyph) => glyph.isInvisible),
  };
}

/** The box around a character, in whichever direction it runs. */
function boxOfGlyph({ start, end, size }: Glyph): Box {
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  const up = { x: (-(end.y - start.y) / length) * size, y: ((end.x - start.x) / length) * size };
  return {
    left: Math.min(start.x, end.x, start.x + up.x),
    bottom: Math.min(start.y, end.y, start.y + up.y),
    right: Math.max(start.x, end.x, start.x + up.x),
    top: Math.max(start.y, end.y, start.y + up.y),
  };
}

/** Text that runs in another direction than most of it, such as a note along the margin, comes after the rest. */
function alongMainDirection(written: readonly { piece: PlacedText; quarter: number }[]): PlacedText[] {
  const counts = [0, 1, 2, 3].map((quarter) => written.filter((item) => item.quarter === quarter).length);
  const main = counts.indexOf(Math.max(...counts));
  const below = 10 * Math.max(0, ...written.map(({ piece }) => Math.abs(piece.y)));
  return written.map(({ piece, quarter }) =>
    quarter === main ? piece : { ...piece, y: piece.y + below * (1 + ((quarter - main + 4) % 4)) },
  );
}

/** The position of a text on a page that is turned so that the text is upright. */
function turn(x: number, y: number, quarter: number): { x: number; y: number } {
  switch (quarter) {
    case 1:
      return { x: y, y: -x };
    case 2:
      return { x: -x, y: -y };
    case 3:
      return { x: -y, y: x };
    default:
      return { x, y };
  }
}
