import { createCanvas, Image } from '@napi-rs/canvas';
import type { ExtractionLimits } from './limits.ts';
import { reasons, UnreadableError } from './read-document.ts';
import { recogniseText } from './recognise-text.ts';

/**
 * The longer side of the picture used for recognition, in pixels. More pixels take time and add nothing for a sheet of paper.
 */
const maxLongSide = 2_600;

/** In pictures smaller than this, letters are too small to be recognised as they are. */
const minLongSide = 1_000;

/**
 * Recognises the text in a photo or a scan, which is a document of one page.
 *
 * @throws UnreadableError if it is too large or its text cannot be recognised; any other error means that it is damaged
 */
export async function readImage(
  bytes: Buffer,
  limits: ExtractionLimits,
): Promise<{ page: number; text: string }> {
  const image = new Image();
  // Reads the size from the file's header; the picture is decoded by the call after it.
  image.src = bytes;
  if (image.width * image.height > limits.maxPixels) {
    throw new UnreadableError(reasons.tooManyPixels);
  }
  await image.decode();
  const longSide = Math.max(image.width, image.height);
  const scale = longSide > maxLongSide ? maxLongSide / longSide : longSide < minLongSide ? 2 : 1;
  const canvas = createCanvas(Math.ceil(image.width * scale), Math.ceil(image.height * scale));
  const context = canvas.getContext('2d');
  // Transparent areas appear white.
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return { page: 1, text: (await recogniseText(canvas)) ?? '' };
}
