import type { QuestionType } from '../../database/client/enums.ts';
import { writeIban, writePhone } from '../../reading/identifiers.ts';

/** Identifiers as people write and read them, where that is not the form in which they are kept. */
const forms: Partial<Record<QuestionType, (value: string) => string>> = {
  IBAN: writeIban,
  PHONE: writePhone,
};

/** A text as it is printed. A field that shows it is read as the same answer again. */
export const printedForm = (type: QuestionType, value: string): string => forms[type]?.(value) ?? value;
