// @ts-check

/**
 * Whether a picture of a document can be read, from nothing but its pixels. Both measures are advice: a person decides.
 * They look at a picture that was made small, so that they cost the same for every camera and noise is averaged out.
 */

/** The width, in pixels, of the small picture that the limits below are meant for. */
export const measuredWidth = 480;

/** A luma from which a pixel has no structure left. */
const saturatedLuma = 250;
/** The share of the picture that one saturated area must have to count: what is white in print is smaller. */
const minGlareArea = 0.002;
/** The share of the picture that such areas may have together. */
const maxGlare = 0.01;

/**
 * The brightness of each pixel, 0 to 255, as Rec. 601 weighs the colours.
 * @param {ArrayLike<number>} rgba four values per pixel
 */
export function lumaOf(rgba) {
  const luma = new Float32Array(rgba.length / 4);
  for (let pixel = 0; pixel < luma.length; pixel += 1) {
    const at = pixel * 4;
    luma[pixel] = 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0);
  }
  return luma;
}

/**
 * The variance of the Laplacian: how much neighbouring pixels differ where there are edges.
 * @param {Float32Array} luma @param {number} width
 */
export function sharpnessOf(luma, width) {
  const height = luma.length / width;
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const around =
        (luma[at - 1] ?? 0) + (luma[at + 1] ?? 0) + (luma[at - width] ?? 0) + (luma[at + width] ?? 0);
      const value = around - 4 * (luma[at] ?? 0);
      sum += value;
      squares += value * value;
      count += 1;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}

/**
 * The share of the picture that is covered by saturated areas of some size.
 * @param {Float32Array} luma @param {number} width
 */
export function glareOf(luma, width) {
  const isVisited = new Uint8Array(luma.length);
  let covered = 0;
  for (let start = 0; start < luma.length; start += 1) {
    const size = areaFrom(start, { luma, width, isVisited });
    covered += size >= luma.length * minGlareArea ? size : 0;
  }
  return luma.length === 0 ? 0 : covered / luma.length;
}

/**
 * How many saturated pixels are connected with one, which are counted only once.
 * @param {number} start
 * @param {{ luma: Float32Array, width: number, isVisited: Uint8Array }} picture
 */
function areaFrom(start, { luma, width, isVisited }) {
  const pending = [start];
  let size = 0;
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (isVisited[at] !== 0 || (luma[at] ?? 0) < saturatedLuma) {
      continue;
    }
    isVisited[at] = 1;
    size += 1;
    const column = at % width;
    pending.push(at - width, at + width);
    if (column > 0) {
      pending.push(at - 1);
    }
    if (column < width - 1) {
      pending.push(at + 1);
    }
  }
  return size;
}

/**
 * What is likely to be wrong with a picture.
 * @param {{ rgba: ArrayLike<number>, width: number, minSharpness: number, canGlare: boolean }} picture `minSharpness` is the
 *   variance of the Laplacian below which a picture of its subject is blurred
 * @returns {('blurred' | 'glare')[]}
 */
export function problemsOf({ rgba, width, minSharpness, canGlare }) {
  const luma = lumaOf(rgba);
  return [
    ...(sharpnessOf(luma, width) < minSharpness ? [/** @type {const} */ ('blurred')] : []),
    ...(canGlare && glareOf(luma, width) > maxGlare ? [/** @type {const} */ ('glare')] : []),
  ];
}
