import { describe, expect, it } from 'vitest';
import { cropTo, maxSidePixels, shapes } from '../../src/portal/assets/capture-shapes.js';
import { glareOf, lumaOf, problemsOf, sharpnessOf } from '../../src/portal/assets/picture-quality.js';

const width = 480;
const height = 300;

type Draw = (x: number, y: number) => number;

/** A picture of grey pixels. */
function draw(lumaAt: Draw): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const luma = lumaAt(pixel % width, Math.floor(pixel / width));
    rgba.set([luma, luma, luma, 255], pixel * 4);
  }
  return rgba;
}

/** Lines of print: dark strokes five pixels wide, in rows, on a light ground. */
const print: Draw = (x, y) => (y % 20 < 9 && (x + Math.floor(y / 20) * 3) % 12 < 5 ? 60 : 200);

/** The mean of what is around: what a lens out of focus makes of a picture. */
const outOfFocus =
  (lumaAt: Draw, radius: number): Draw =>
  (x, y) => {
    let sum = 0;
    let count = 0;
    for (let dy = -radius; dy <= radius; dy += 1) {
      for (let dx = -radius; dx <= radius; dx += 1) {
        sum += lumaAt(x + dx, y + dy);
        count += 1;
      }
    }
    return sum / count;
  };

/** With a round white spot. */
const withSpot =
  (radius: number): Draw =>
  (x, y) =>
    (x - 200) ** 2 + (y - 120) ** 2 < radius ** 2 ? 255 : print(x, y);

const examine = (lumaAt: Draw, shape: keyof typeof shapes = 'front') =>
  problemsOf({ rgba: draw(lumaAt), width, ...shapes[shape] });

describe('the quality of a picture', () => {
  it('a sharp picture of print without reflections has no problem', () => {
    expect(examine(print)).toEqual([]);
  });

  it('a picture that is out of focus is blurred, and so is one that shows nothing', () => {
    expect(examine(outOfFocus(print, 6))).toEqual(['blurred']);
    expect(examine(() => 128)).toEqual(['blurred']);
  });

  it('a face may have softer edges than a document', () => {
    const soft: Draw = (x, y) => 120 + 60 * Math.sin(x / 3.2) * Math.sin(y / 3.2);
    expect(examine(soft, 'face')).toEqual([]);
    expect(examine(soft, 'front')).toEqual(['blurred']);
    expect(examine(() => 128, 'face')).toEqual(['blurred']);
  });

  it('the more a picture is out of focus, the less sharp it is', () => {
    const sharpness = [0, 1, 2, 3].map((radius) =>
      sharpnessOf(lumaOf(draw(outOfFocus(print, radius))), width),
    );
    expect(sharpness).toEqual(sharpness.toSorted((one, other) => other - one));
    expect(new Set(sharpness).size).toBe(4);
  });

  it('a large white spot is glare, small ones that are not connected are print', () => {
    expect(examine(withSpot(40))).toEqual(['glare']);
    expect(examine((x, y) => (x % 20 < 4 && y % 20 < 4 ? 255 : 60))).toEqual([]);
    expect(examine(withSpot(5))).toEqual([]);
  });

  it('glare is the share of the picture that it covers, and areas do not continue from one edge to the other', () => {
    const luma = lumaOf(draw((x) => (x < 48 ? 255 : 100)));
    expect(glareOf(luma, width)).toBeCloseTo(0.1);
    // 2 pixels at each side: neither is large enough on its own.
    const edges = lumaOf(draw((x, y) => (y < 100 && (x < 2 || x >= width - 2) ? 255 : 100)));
    expect(glareOf(edges, width)).toBe(0);
  });

  it('what is white by itself is not glare', () => {
    expect(examine((x, y) => (print(x, y) === 200 ? 255 : 30), 'paper')).toEqual([]);
  });

  it('brightness weighs the colours as eyes do', () => {
    expect([...lumaOf([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255])].map(Math.round)).toEqual([
      76, 150, 29,
    ]);
    expect(sharpnessOf(new Float32Array(0), 1)).toBe(0);
    expect(glareOf(new Float32Array(0), 1)).toBe(0);
  });
});

describe('the part of the picture that is kept', () => {
  it.each(Object.entries(shapes))(
    '%s: has the proportions of its frame, from the middle',
    (_name, { ratio }) => {
      for (const picture of [
        { width: 1920, height: 1080 },
        { width: 1080, height: 1920 },
      ]) {
        const { x, y, source, target } = cropTo(ratio, picture);
        expect(source.width / source.height).toBeCloseTo(ratio);
        expect(target.width / target.height).toBeCloseTo(ratio, 1);
        expect(Math.min(x, y)).toBe(0);
        expect(x * 2 + source.width).toBeCloseTo(picture.width);
        expect(y * 2 + source.height).toBeCloseTo(picture.height);
      }
    },
  );

  it('a photo is bounded in pixels, and never enlarged', () => {
    const { target } = cropTo(1.5, { width: 9000, height: 9000 });
    expect(target).toEqual({ width: maxSidePixels, height: 1600 });
    expect(cropTo(1.5, { width: 300, height: 900 }).target).toEqual({ width: 300, height: 200 });
  });
});
