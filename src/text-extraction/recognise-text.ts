import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { countLetters } from './keep-within-limits.ts';
import { layOutPage } from './lay-out-page.ts';
import type { PlacedText } from './page-lines.ts';
import { reasons, UnreadableError } from './read-document.ts';
import { openRecognitionEngine, type RecognitionEngine } from './recognition-engine.ts';

/** Words with a lower certainty, in percent, are specks and patterns rather than words. */
const minConfidence = 35;

/** A word with this certainty, in percent, is surely a word. */
const certain = 80;

/** With a smaller share of letters in certain words the picture may lie on its side or upside down. */
const minCertainShare = 0.6;

let opening: Promise<RecognitionEngine> | undefined;

interface Recognised {
  pieces: PlacedText[];
  letters: number;
  /** The number of letters in words that the engine is certain of. */
  certainLetters: number;
}

/**
 * The text in a picture in any orientation, with its rows and columns kept; undefined if the picture has only one colour.
 *
 * @throws UnreadableError if the engine fails
 */
export async function recogniseText(picture: Canvas): Promise<string | undefined> {
  const canvas = withoutMargins(picture);
  if (canvas === undefined) {
    return undefined;
  }
  try {
    opening ??= openRecognitionEngine().catch((error) => {
      opening = undefined;
      throw error;
    });
    const engine = await opening;
    const upright = await recognise(engine, canvas);
    // Text on its side may not be recognised as letters at all.
    if (upright.letters > 0 && upright.certainLetters >= minCertainShare * upright.letters) {
      return layOutPage(upright.pieces);
    }
    const degrees = await findTurn(engine, canvas);
    return layOutPage((degrees === 0 ? upright : await recognise(engine, turn(canvas, degrees))).pieces);
  } catch {
    throw new UnreadableError(reasons.recognition);
  }
}

/** The number of degrees to rotate a picture so that the part with the most content is read best. */
async function findTurn(engine: RecognitionEngine, canvas: Canvas): Promise<number> {
  const part = fullestPart(canvas);
  let best = { degrees: 0, certainLetters: 0 };
  for (const degrees of [0, 90, 270, 180]) {
    const { certainLetters } = await recognise(engine, turn(part, degrees));
    best = certainLetters > best.certainLetters ? { degrees, certainLetters } : best;
  }
  return best.degrees;
}

/** The quarter of a picture with the most content: a page may have only a line at its edge. */
function fullestPart(canvas: Canvas): Canvas {
  const shrunk = createCanvas(sample, sample);
  const context = shrunk.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(canvas, 0, 0, sample, sample);
  const { data } = context.getImageData(0, 0, sample, sample);
  let fullest = { left: 0, top: 0, contrast: -1 };
  for (let top = 0; top <= sample / 2; top += sample / 8) {
    for (let left = 0; left <= sample / 2; left += sample / 8) {
      const contrast = contrastIn(data, left, top);
      fullest = contrast > fullest.contrast ? { left, top, contrast } : fullest;
    }
  }
  const part = createCanvas(Math.ceil(canvas.width / 2), Math.ceil(canvas.height / 2));
  const [x, y] = [(fullest.left / sample) * canvas.width, (fullest.top / sample) * canvas.height];
  part.getContext('2d').drawImage(canvas, -x, -y);
  return part;
}

/** The side of the sample used to find the content of a picture, in pixels. */
const sample = 256;

/** How much neighbouring pixels differ in a quarter of the sample: an even background has no contrast, whatever its colour. */
function contrastIn(data: Uint8ClampedArray, left: number, top: number): number {
  const greenAt = (x: number, y: number) => data[4 * (y * sample + x) + 1] ?? 0;
  let contrast = 0;
  for (let y = top + 1; y < top + sample / 2; y += 1) {
    for (let x = left + 1; x < left + sample / 2; x += 1) {
      const green = greenAt(x, y);
      contrast += Math.abs(green - greenAt(x - 1, y)) + Math.abs(green - greenAt(x, y - 1));
    }
  }
  return contrast;
}

async function recognise(engine: RecognitionEngine, canvas: Canvas): Promise<Recognised> {
  const { blocks } = await engine.recognise(await canvas.encode('png'));
  const recognised: Recognised = { pieces: [], letters: 0, certainLetters: 0 };
  const lines = (blocks ?? []).flatMap((block) => block.paragraphs.flatMap((part) => part.lines));
  for (const { words, bbox: line } of lines) {
    for (const { text, confidence, bbox } of words.filter((word) => word.confidence >= minConfidence)) {
      recognised.pieces.push({
        text,
        x: bbox.x0,
        y: (line.y0 + line.y1) / 2,
        width: bbox.x1 - bbox.x0,
        // A line's box also includes the letters that reach below it.
        height: 0.8 * (line.y1 - line.y0),
        order: recognised.pieces.length,
      });
      const letters = countLetters(text);
      recognised.letters += letters;
      recognised.certainLetters += confidence >= certain && letters > 2 ? letters : 0;
    }
  }
  return recognised;
}

function turn(canvas: Canvas, degrees: number): Canvas {
  const { width, height } = canvas;
  const turned = degrees % 180 === 0 ? createCanvas(width, height) : createCanvas(height, width);
  const context = turned.getContext('2d');
  context.translate(turned.width / 2, turned.height / 2);
  context.rotate((degrees * Math.PI) / 180);
  context.drawImage(canvas, -width / 2, -height / 2);
  return turned;
}

/** The margin kept around the content, in pixels; the engine reads letters at an edge badly. */
const margin = 40;

/**
 * A pixel counts as drawn if one of its colour values differs from the first pixel's by more than this, out of 255; less is
 * noise from a camera or JPEG.
 */
const noise = 32;

/**
 * The part of a picture that has content, because the engine takes long for empty paper; undefined if the picture has only one
 * colour. Checks every pixel: a single stamp on a page is worth recognising.
 */
function withoutMargins(canvas: Canvas): Canvas | undefined {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  if (pixels.every((pixel) => pixel === pixels[0])) {
    return undefined;
  }
  const [red = 0, green = 0, blue = 0] = data;
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = 4 * (y * width + x);
      const difference = Math.max(
        Math.abs((data[at] ?? 0) - red),
        Math.abs((data[at + 1] ?? 0) - green),
        Math.abs((data[at + 2] ?? 0) - blue),
      );
      if (difference > noise) {
        left = Math.min(left, x);
        right = Math.max(right, x + 1);
        top = Math.min(top, y);
        bottom = y + 1;
      }
    }
  }
  if (right <= left) {
    // All of the content is faint.
    return canvas;
  }
  const [x, y] = [Math.max(0, left - margin), Math.max(0, top - margin)];
  const [x2, y2] = [Math.min(width, right + margin), Math.min(height, bottom + margin)];
  if ((x2 - x) * (y2 - y) > maxKeptShare * width * height) {
    return canvas;
  }
  const part = createCanvas(x2 - x, y2 - y);
  part.getContext('2d').drawImage(canvas, -x, -y);
  return part;
}

/** If a larger share of the picture would be left, cropping is not worth it. */
const maxKeptShare = 0.8;
