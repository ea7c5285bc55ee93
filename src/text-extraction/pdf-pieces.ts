import type { getDocumentProxy } from 'unpdf';
import type { PlacedText } from './page-lines.ts';

export type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;

type Matrix = readonly number[];

/** The pieces of a page's text at their places, with what its form fields were filled in with. */
export async function piecesOf(page: PdfPage): Promise<PlacedText[]> {
  const viewport = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const written: { piece: PlacedText; quarter: number }[] = [];
  for (const item of items) {
    if ('str' in item && item.str.trim() !== '') {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = multiply(viewport.transform, item.transform);
      const quarter = (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4;
      const height = Math.hypot(c, d) || item.height || 1;
      const place = turn(e, f, quarter);
      // A tab or a run of spaces inside of a piece is a column's edge, as in what typewriters and terminals print.
      const text = item.str.replace(/(?<=\S)(?:\s*\t\s*|\s{3,})(?=\S)/gu, ' | ');
      written.push({
        piece: { text, ...place, width: item.width, height, order: written.length },
        quarter,
      });
    }
  }
  const filledIn = (await fieldsOf(page)).map(({ text, rect }) => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = viewport.convertToViewportRectangle(rect);
    const height = Math.min(Math.abs(y2 - y1), 12);
    const y = (y1 + y2) / 2 + height / 3;
    return { text, x: Math.min(x1, x2), y, width: Math.abs(x2 - x1), height, order: undefined };
  });
  return [...alongMainDirection(written), ...filledIn];
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

/** The place of a text on a page that is turned so that the text is upright. */
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

function multiply(one: Matrix, other: Matrix): number[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = one;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = other;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

interface Annotation {
  subtype?: string;
  rect: number[];
  fieldType?: string;
  fieldValue?: unknown;
  checkBox?: boolean;
  radioButton?: boolean;
  password?: boolean;
  hidden?: boolean;
  exportValue?: string;
  buttonValue?: string;
  contentsObj?: { str?: string };
}

/** What form fields hold and what was typed onto the page. */
async function fieldsOf(page: PdfPage): Promise<{ text: string; rect: number[] }[]> {
  const annotations: Annotation[] = await page.getAnnotations();
  return annotations.flatMap((annotation) => {
    const text = annotation.hidden ? '' : textOf(annotation).trim();
    return text === '' ? [] : [{ text, rect: annotation.rect }];
  });
}

function textOf(annotation: Annotation): string {
  const { subtype, fieldType, fieldValue } = annotation;
  if (subtype === 'FreeText') {
    return annotation.contentsObj?.str ?? '';
  }
  if (subtype !== 'Widget' || annotation.password) {
    return '';
  }
  if (fieldType === 'Btn') {
    const onValue = annotation.checkBox ? annotation.exportValue : annotation.buttonValue;
    const isTick = annotation.checkBox || annotation.radioButton;
    return isTick ? (fieldValue !== undefined && fieldValue === onValue ? '[x]' : '[ ]') : '';
  }
  const values = Array.isArray(fieldValue) ? fieldValue : [fieldValue];
  return values.filter((value) => typeof value === 'string').join(', ');
}
