import type { Box } from './geometry.ts';

/** A mark on a page or a form field, as the PDF library describes it. */
interface Annotation {
  subtype?: string;
  rect: number[];
  annotationFlags?: number;
  hidden?: boolean;
  quadPoints?: ArrayLike<number>;
  fieldType?: string;
  fieldValue?: unknown;
  options?: { exportValue: string; displayValue: string }[];
  checkBox?: boolean;
  radioButton?: boolean;
  password?: boolean;
  exportValue?: string;
  buttonValue?: string;
  contentsObj?: { str?: string };
  /** The lines that a text field shows, in the format that its form gives them. */
  textContent?: string[];
}

/** Bits of an annotation's flags: hidden, and not shown on a screen. */
const hiddenFlags = 0b10_0010;

const isShown = ({ hidden, annotationFlags = 0 }: Annotation): boolean =>
  hidden !== true && (annotationFlags & hiddenFlags) === 0;

/** The boxes of text that is struck through or marked for redaction. */
export function struckBoxes(annotations: readonly Annotation[]): Box[] {
  return annotations
    .filter((annotation) => /^(?:StrikeOut|Redact)$/.test(annotation.subtype ?? '') && isShown(annotation))
    .flatMap(({ quadPoints, rect }) => {
      const corners = Array.from(quadPoints ?? []);
      const quads = Array.from({ length: Math.floor(corners.length / 8) }, (_, index) =>
        corners.slice(8 * index, 8 * index + 8),
      );
      return (quads.length > 0 ? quads : [rect]).map(boxAround);
    });
}

function boxAround(corners: readonly number[]): Box {
  const [xs, ys] = [0, 1].map((side) => corners.filter((_, index) => index % 2 === side));
  return {
    left: Math.min(...(xs ?? [])),
    right: Math.max(...(xs ?? [])),
    bottom: Math.min(...(ys ?? [])),
    top: Math.max(...(ys ?? [])),
  };
}

/** The text that form fields show and the text that was typed onto the page. */
export function shownFields(annotations: readonly Annotation[]): { text: string; rect: number[] }[] {
  return annotations.flatMap((annotation) => {
    const text = isShown(annotation) ? shownIn(annotation).trim() : '';
    return text === '' ? [] : [{ text, rect: annotation.rect }];
  });
}

function shownIn(annotation: Annotation): string {
  const { subtype, fieldType, fieldValue, textContent = [] } = annotation;
  if (subtype === 'FreeText') {
    return annotation.contentsObj?.str ?? '';
  }
  if (subtype !== 'Widget' || annotation.password) {
    return '';
  }
  if (fieldType === 'Btn') {
    const onValue = annotation.checkBox ? annotation.exportValue : annotation.buttonValue;
    const isTick = annotation.checkBox || annotation.radioButton;
    return isTick ? (fieldValue !== undefined && fieldValue === onValue ? '[x]' : '[ ]') : '';
  }
  const values = (Array.isArray(fieldValue) ? fieldValue : [fieldValue]).filter(
    (value) => typeof value === 'string',
  );
  if (fieldType === 'Ch') {
    // The value under which a choice is sent is not displayed.
    return values.map((value) => optionOf(annotation, value)?.displayValue ?? value).join(', ');
  }
  const shown = textContent.join('\n').trim();
  return shown !== '' && values.length > 0 ? shown : values.join(', ');
}

const optionOf = ({ options }: Annotation, value: string) =>
  options?.find(({ exportValue }) => exportValue === value);
