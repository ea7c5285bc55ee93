import { hasShape } from '../readers/shapes.ts';
import type { ListSegment } from '../text/segment.ts';
import type { SubjectNames } from './names.ts';

/** An address has no more lines than this. */
const maxLines = 6;

/** Whether a block is the address of the person that a letter is to: it stands directly below their name. */
export const isAddressee = ({ label, items, text }: ListSegment, names: SubjectNames): boolean =>
  !names.isCompany && items.length <= maxLines && names.matches(label) && hasShape('address', text);
