import type { AnswerValue } from '../../domain/questionnaires/answer-value.ts';
import type { Language } from '../../languages.ts';
import { countryNames } from '../texts/countries.ts';
import { writeNumber } from '../texts/number-text.ts';
import { printedForm } from '../texts/printed-form.ts';
import { portalTexts } from '../texts/texts.ts';
import type { QuestionView } from '../views/views.ts';

interface AnswerOptions extends Pick<QuestionView, 'type'> {
  value: AnswerValue;
  language: Language;
  /** The choices, and what is shown of them. */
  options?: readonly string[] | undefined;
  optionTexts?: readonly string[] | undefined;
}

/** An answer in words, as it is read rather than filled in. Files are named by those who show them. */
export function answerText({
  type,
  value,
  language,
  options = [],
  optionTexts = options,
}: AnswerOptions): string {
  const { answers, locale } = portalTexts[language];
  if (Array.isArray(value)) {
    const names = type === 'COUNTRIES' ? countryNames[language]() : undefined;
    return value.map((item) => names?.get(item) ?? optionText(item)).join(', ');
  }
  switch (typeof value) {
    case 'boolean':
      if (type === 'ATTESTATION' && value) {
        return answers.confirmed;
      }
      return value ? answers.yes : answers.no;
    case 'number':
      return type === 'PERCENTAGE'
        ? answers.percent(writeNumber(value, language))
        : writeNumber(value, language);
    case 'string':
      break;
  }
  if (type === 'SINGLE_CHOICE') {
    return optionText(value);
  }
  if (type === 'COUNTRY') {
    return countryNames[language]().get(value) ?? value;
  }
  if (type === 'DATE' && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
    const midnight = new Date(`${value}T00:00:00Z`);
    return Number.isNaN(midnight.getTime())
      ? value
      : midnight.toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' });
  }
  return printedForm(type, value);

  function optionText(option: string): string {
    return optionTexts[options.indexOf(option)] ?? option;
  }
}
