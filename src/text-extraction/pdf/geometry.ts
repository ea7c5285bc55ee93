/** An affine map of the plane, as PDF writes it: `[a, b, c, d, e, f]`. */
export type Matrix = readonly number[];

export interface Point {
  x: number;
  y: number;
}

/** From the lower left to the upper right, in the units of the page. */
export interface Box {
  left: number;
  bottom: number;
  right: number;
  top: number;
}

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** Composes two maps: first `other`, then `one`. */
export function multiply(one: Matrix, other: Matrix): number[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = one;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = other;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

export function apply([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix, { x, y }: Point): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

/** The bounding box of a mapped box. */
export function boxOf(matrix: Matrix, { left, bottom, right, top }: Box): Box {
  const corners = [
    { x: left, y: bottom },
    { x: right, y: bottom },
    { x: left, y: top },
    { x: right, y: top },
  ].map((corner) => apply(matrix, corner));
  return {
    left: Math.min(...corners.map(({ x }) => x)),
    bottom: Math.min(...corners.map(({ y }) => y)),
    right: Math.max(...corners.map(({ x }) => x)),
    top: Math.max(...corners.map(({ y }) => y)),
  };
}

export const isIn = ({ left, bottom, right, top }: Box, { x, y }: Point): boolean =>
  x >= left && x <= right && y >= bottom && y <= top;

export const intersect = (one: Box, other: Box): Box => ({
  left: Math.max(one.left, other.left),
  bottom: Math.max(one.bottom, other.bottom),
  right: Math.min(one.right, other.right),
  top: Math.min(one.top, other.top),
});
