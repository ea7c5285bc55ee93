import { createCanvas, Image } from '@napi-rs/canvas';
import type { ExtractionLimits } from './limits.ts';
import { reasons, UnreadableError } from './read-document.ts';
import { recogniseText } from './recognise-text.ts';

/** The longer side of what is recognised, in pixels. More of them take time and tell nothing new about a sheet of paper. */
const maxLongSide = 2_600;

/** Letters of pictures that are smaller than this are too small to be recognised as they are. */
const minLongSide = 1_000;

/**
 * Recognises the text in a photo or a scan, which is a document of one page.
 *
 * @throws UnreadableError when it is too large or its text cannot be recognised; any other error means that it is damaged
 */
export async function readImage(
  bytes: Buffer,
  limits: ExtractionLimits,
): Promise<{ page: number; text: string }> {
  const image = new Image();
  // Tells the size from the file's head; the picture is decoded by the call after it.
  image.src = bytes;
  if (image.width * image.height > limits.maxPixels) {
    throw new UnreadableError(reasons.tooManyPixels);
  }
  await image.decode();
  const longSide = Math.max(image.width, image.height);
  const scale = longSide > maxLongSide ? maxLongSide / longSide : longSide < minLongSide ? 2 : 1;
  const canvas = createCanvas(Math.ceil(image.width * scale), Math.ceil(image.height * scale));
  const context = canvas.getContext('2d');
  // What is transparent is seen as white.
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return { page: 1, text: (await recogniseText(canvas)) ?? '' };
}
