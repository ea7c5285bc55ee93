// @ts-check
import { encode } from 'uqr';

/** The margin that readers of the code need, in modules, by ISO/IEC 18004. */
const quietModules = 4;
/** A screen is read at an angle and with reflections: 15 % of the code may be unreadable. */
const errorCorrection = 'M';
const sizePixels = 240;
const namespace = 'http://www.w3.org/2000/svg';

/**
 * The dark modules of a link's QR code as the data of a path, and how wide the code is with its margin, in modules.
 * @param {string} link
 */
export function codePath(link) {
  const { data, size } = encode(link, { ecc: errorCorrection, border: quietModules });
  const rows = data.map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')).join(''));
  return { path: rows.join(''), size };
}

/**
 * The QR code of a link, black on white in every colour scheme.
 * @param {string} link @param {string} name what is read out
 */
export function drawCode(link, name) {
  const { path, size } = codePath(link);
  const draw = (/** @type {string} */ element, /** @type {Record<string, string | number>} */ attributes) => {
    const drawn = document.createElementNS(namespace, element);
    for (const [attribute, value] of Object.entries(attributes)) {
      drawn.setAttribute(attribute, String(value));
    }
    return drawn;
  };
  const code = draw('svg', {
    viewBox: `0 0 ${size} ${size}`,
    width: sizePixels,
    height: sizePixels,
    role: 'img',
    'aria-label': name,
    'shape-rendering': 'crispEdges',
  });
  code.append(
    draw('rect', { width: size, height: size, fill: '#fff', stroke: 'none' }),
    draw('path', { d: path, fill: '#000', stroke: 'none' }),
  );
  return code;
}
