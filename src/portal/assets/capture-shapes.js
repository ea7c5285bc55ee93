// @ts-check

/** What a photo is of. @typedef {'front' | 'back' | 'passport' | 'paper' | 'face'} Shape */

/** ID-1 of ISO/IEC 7810 (cards), ID-3 (the page of a passport), A4, and a face: width by height. */
const card = { ratio: 85.6 / 53.98, facing: 'environment', minSharpness: 60, canGlare: true };

/**
 * The proportions of each, the camera that sees it, how sharp a picture that can be read is at least, and whether bright areas
 * are glare. Faces have softer edges than print. Paper is white by itself, and so are walls behind faces.
 * @type {Readonly<Record<Shape, { ratio: number, facing: string, minSharpness: number, canGlare: boolean }>>}
 */
export const shapes = {
  front: card,
  back: card,
  passport: { ...card, ratio: 125 / 88 },
  paper: { ...card, ratio: 210 / 297, canGlare: false },
  face: { ratio: 3 / 4, facing: 'user', minSharpness: 20, canGlare: false },
};

/** The longer side of a photo, in pixels. A card is then read at more than 600 dots per inch. */
export const maxSidePixels = 2400;

/**
 * The largest part in the middle of a picture that has the given proportions, and its size once it is bounded.
 * @param {number} ratio width by height
 * @param {{ width: number, height: number }} picture
 */
export function cropTo(ratio, { width, height }) {
  const isTooWide = width > height * ratio;
  const source = {
    width: isTooWide ? height * ratio : width,
    height: isTooWide ? height : width / ratio,
  };
  const scale = Math.min(1, maxSidePixels / Math.max(source.width, source.height));
  return {
    x: (width - source.width) / 2,
    y: (height - source.height) / 2,
    source,
    target: {
      width: Math.max(1, Math.round(source.width * scale)),
      height: Math.max(1, Math.round(source.height * scale)),
    },
  };
}
