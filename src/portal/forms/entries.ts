import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import type { Entry } from '../../domain/recipients/apply-entries.ts';
import { readNumber } from '../texts/number-text.ts';
import type { PortalLanguage } from '../texts/texts.ts';
import { controls } from '../views/views.ts';
import { type FormFields, firstOf } from './read-form.ts';

/** What a form says of one question, as it was typed and as a value. */
export interface FormEntry extends Entry {
  /** What was typed or chosen, to be shown again where it is no answer. */
  typed: string;
}

/** Reads the answers out of a form. Questions that the form did not have are left out, and so are those for files. */
export function readEntries(
  fields: FormFields,
  questions: readonly Pick<VersionQuestion, 'id' | 'type'>[],
  language: PortalLanguage,
): FormEntry[] {
  return questions.flatMap(({ id, type }) => {
    const isInForm = fields.has(controls.was(id)) || fields.has(controls.answer(id));
    if (!isInForm || type === 'FILE') {
      return [];
    }
    // An answer that does not say what it was given over was given over nothing, as far as anybody can tell.
    const was = firstOf(fields, controls.was(id)) ?? '';
    const given = (fields.get(controls.answer(id)) ?? []).map((text) => text.replaceAll('\r\n', '\n'));
    const value = readValue(type, given, language);
    return [{ questionId: id, was, value, typed: given.join(', ') }];
  });
}

/** @returns null where nothing was entered, undefined for what cannot be read */
function readValue(type: VersionQuestion['type'], given: string[], language: PortalLanguage): unknown {
  if (type === 'MULTI_CHOICE') {
    const chosen = given.filter((option) => option !== '');
    return chosen.length > 0 ? chosen : null;
  }
  const [text = ''] = given;
  if (text.trim() === '') {
    return null;
  }
  switch (type) {
    case 'NUMBER':
      return readNumber(text, language);
    case 'ATTESTATION':
      return text === 'true' ? true : undefined;
    case 'BOOLEAN':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    default:
      return text;
  }
}
