import type { XmlElement } from '../office/xml.ts';
import { childrenOf } from '../office/xml.ts';

/** In the unit of drawings: 914,400 per inch. */
const pointUnits = 12_700;

/** Half of an A4 sheet: 210 by 297 millimetres, at 36,000 units per millimetre. */
const minArea = (7_560_000 * 10_692_000) / 2;

/** The relationship of the picture in a drawing that fills most of a page; undefined if there is none. */
export function pagePictureIn(drawing: XmlElement): string | undefined {
  const elements = descendantsOf(drawing);
  const extent = elements.find(({ name }) => name === 'extent' || name === 'ext')?.attributes;
  const shape = elements.find(({ name }) => name === 'shape')?.attributes['style'] ?? '';
  const width = Number(extent?.['cx'] ?? pointsIn(shape, 'width') * pointUnits);
  const height = Number(extent?.['cy'] ?? pointsIn(shape, 'height') * pointUnits);
  const picture = elements.find(({ name }) => name === 'blip' || name === 'imagedata');
  const isHidden = elements.some(
    ({ name, attributes }) => name === 'docPr' && /^(?:1|true)$/.test(attributes['hidden'] ?? ''),
  );
  return width * height >= minArea && !isHidden
    ? (picture?.attributes['embed'] ?? picture?.attributes['id'])
    : undefined;
}

function pointsIn(style: string, property: string): number {
  const [, number = '0', unit = 'pt'] =
    new RegExp(`(?:^|;)\\s*${property}:\\s*([\\d.]+)(pt|in|cm|mm|px)?`).exec(style) ?? [];
  return Number(number) * ({ in: 72, cm: 28.35, mm: 2.835, px: 0.75 }[unit] ?? 1);
}

/** All elements in an element. */
function descendantsOf(element: XmlElement): XmlElement[] {
  return childrenOf(element).flatMap((child) => [child, ...descendantsOf(child)]);
}
