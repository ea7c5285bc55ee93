import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import type { Entry } from '../../domain/recipients/apply-entries.ts';
import type { Language } from '../../languages.ts';
import { asksPercentage, readNumber } from '../texts/number-text.ts';
import { controls } from '../views/views.ts';
import { type FormFields, firstOf } from './read-form.ts';
import { completeUrl, tidyText } from './tidy-text.ts';

/** A form's entry for one question, as it was typed and as a value. */
export interface FormEntry extends Entry {
  /** The text that was typed or chosen, to be shown again if it is no answer. */
  typed: string;
}

type AskedQuestion = Pick<VersionQuestion, 'id' | 'type' | 'text' | 'helpText'>;

/** Reads the answers out of a form. Questions that the form did not have are left out, and so are those for files. */
export function readEntries(
  fields: FormFields,
  questions: readonly AskedQuestion[],
  language: Language,
): FormEntry[] {
  return questions.flatMap((question) => {
    const { id, type } = question;
    const isInForm = fields.has(controls.was(id)) || fields.has(controls.answer(id));
    if (!isInForm || type === 'FILE') {
      return [];
    }
    // Without the fingerprint of the answer before it, an answer counts as the first one.
    const was = firstOf(fields, controls.was(id)) ?? '';
    const isMultiLine = type === 'LONG_TEXT';
    const texts = (fields.get(controls.answer(id)) ?? []).map((text) => tidyText(text, { isMultiLine }));
    const value = readValue(question, texts, language);
    return [{ questionId: id, was, value, typed: texts.join(', ') }];
  });
}

/** @returns null if nothing was entered, undefined for what cannot be read */
function readValue(question: AskedQuestion, texts: string[], language: Language): unknown {
  const { type } = question;
  if (type === 'MULTI_CHOICE' || type === 'COUNTRIES') {
    const chosen = texts.filter((option) => option !== '');
    return chosen.length > 0 ? chosen : null;
  }
  const [text = ''] = texts;
  if (text.trim() === '') {
    return null;
  }
  switch (type) {
    case 'NUMBER':
      return readNumber(text, language, { isPercentage: asksPercentage(question) });
    case 'PERCENTAGE':
      return readNumber(text, language, { isPercentage: true });
    case 'URL':
      return completeUrl(text);
    case 'ATTESTATION':
      return text === 'true' ? true : undefined;
    case 'BOOLEAN':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    default:
      return text;
  }
}
