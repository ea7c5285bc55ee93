// @ts-check

import { cropTo, shapes } from './capture-shapes.js';
import { make } from './elements.js';
import { measuredWidth, problemsOf } from './picture-quality.js';

/** @typedef {import('./capture-shapes.js').Shape} Shape */

/** How large a photo can be, in bytes; the first quality that fits is taken. */
const maxPhotoBytes = 3_145_728;
const qualities = [0.92, 0.8, 0.65, 0.5];

/**
 * Draws what the frame shows of the camera's picture.
 * @param {HTMLVideoElement} video @param {HTMLCanvasElement} canvas @param {Shape} shape
 */
export function takePhoto(video, canvas, shape) {
  const { x, y, source, target } = cropTo(shapes[shape].ratio, {
    width: video.videoWidth,
    height: video.videoHeight,
  });
  canvas.width = target.width;
  canvas.height = target.height;
  canvas
    .getContext('2d')
    ?.drawImage(video, x, y, source.width, source.height, 0, 0, target.width, target.height);
}

/**
 * What is likely to be wrong with a photo, from its pixels.
 * @param {HTMLCanvasElement} photo @param {Shape} shape
 */
export function examine(photo, shape) {
  const width = Math.min(measuredWidth, photo.width);
  const height = Math.max(1, Math.round((photo.height * width) / photo.width));
  const context = make('canvas', { width, height }).getContext('2d', { willReadFrequently: true });
  if (!context) {
    return [];
  }
  context.imageSmoothingQuality = 'high';
  context.drawImage(photo, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return problemsOf({ rgba: data, width, ...shapes[shape] });
}

/**
 * The photo as a JPEG, which carries nothing but the picture: no place, no device, no time.
 * @param {HTMLCanvasElement} photo @param {string} name
 * @returns {Promise<File>}
 */
export async function toFile(photo, name) {
  for (const quality of qualities) {
    const blob = await new Promise((/** @type {(blob: Blob | null) => void} */ resolve) => {
      photo.toBlob(resolve, 'image/jpeg', quality);
    });
    if (blob && (blob.size <= maxPhotoBytes || quality === qualities.at(-1))) {
      return new File([blob], name, { type: 'image/jpeg' });
    }
  }
  throw new Error('The photo could not be encoded.');
}
