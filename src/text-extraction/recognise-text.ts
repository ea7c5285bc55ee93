import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { countLetters } from './keep-within-limits.ts';
import { layOutPage } from './lay-out-page.ts';
import type { PlacedText } from './page-lines.ts';
import { reasons, UnreadableError } from './read-document.ts';
import { openRecognitionEngine, type RecognitionEngine } from './recognition-engine.ts';

/** Words that are less certain, in percent, are specks and patterns rather than words. */
const leastConfidence = 35;

/** A word that is this certain, in percent, is a word. */
const certain = 80;

/** With a smaller share of letters in certain words the picture may lie on its side or upside down. */
const leastCertainShare = 0.6;

let opening: Promise<RecognitionEngine> | undefined;

interface Recognised {
  pieces: PlacedText[];
  letters: number;
  /** Letters of those words that the engine is certain of. */
  certainLetters: number;
}

/**
 * The text in a picture, its rows and columns kept, whichever side of it is up; undefined when the picture is of one colour.
 *
 * @throws UnreadableError when the engine fails
 */
export async function recogniseText(canvas: Canvas): Promise<string | undefined> {
  if (isBlank(canvas)) {
    return undefined;
  }
  try {
    opening ??= openRecognitionEngine().catch((error) => {
      opening = undefined;
      throw error;
    });
    const engine = await opening;
    const upright = await recognise(engine, canvas);
    if (upright.letters === 0 || upright.certainLetters >= leastCertainShare * upright.letters) {
      return layOutPage(upright.pieces);
    }
    const degrees = await findTurn(engine, canvas);
    return layOutPage((degrees === 0 ? upright : await recognise(engine, turn(canvas, degrees))).pieces);
  } catch {
    throw new UnreadableError(reasons.recognition);
  }
}

/** By how many degrees a picture is to be turned for its middle to be read best. */
async function findTurn(engine: RecognitionEngine, canvas: Canvas): Promise<number> {
  const middle = createCanvas(Math.ceil(canvas.width / 2), Math.ceil(canvas.height / 2));
  middle.getContext('2d').drawImage(canvas, -canvas.width / 4, -canvas.height / 4);
  let best = { degrees: 0, certainLetters: -1 };
  for (const degrees of [0, 90, 270, 180]) {
    const { certainLetters } = await recognise(engine, turn(middle, degrees));
    best = certainLetters > best.certainLetters ? { degrees, certainLetters } : best;
  }
  return best.degrees;
}

async function recognise(engine: RecognitionEngine, canvas: Canvas): Promise<Recognised> {
  const { blocks } = await engine.recognise(await canvas.encode('png'));
  const recognised: Recognised = { pieces: [], letters: 0, certainLetters: 0 };
  const lines = (blocks ?? []).flatMap((block) => block.paragraphs.flatMap((part) => part.lines));
  for (const { words, bbox: line } of lines) {
    for (const { text, confidence, bbox } of words.filter((word) => word.confidence >= leastConfidence)) {
      recognised.pieces.push({
        text,
        x: bbox.x0,
        y: (line.y0 + line.y1) / 2,
        width: bbox.x1 - bbox.x0,
        // A line's box holds the letters that reach below it too.
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

/** Looks at every pixel: a single stamp on a page is worth the recognition. */
function isBlank(canvas: Canvas): boolean {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  return pixels.every((pixel) => pixel === pixels[0]);
}
