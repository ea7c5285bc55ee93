import { element } from './elements.ts';
import { texts } from './texts/texts.ts';

type AnswerValue = unknown;

const countries = new Intl.DisplayNames([texts.language], { type: 'region' });

interface Asked {
  type: string;
}

/** How a value reads. Those of types that this page does not know yet are shown as they are. */
export function readable(value: AnswerValue, question: Asked): string {
  if (value === null || value === undefined || value === '') {
    return texts.response.noAnswer;
  }
  if (typeof value === 'boolean') {
    return value ? texts.response.yes : texts.response.no;
  }
  if (Array.isArray(value)) {
    return value.map((item) => readable(item, question)).join(', ');
  }
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([, part]) => part !== null)
      .map(([key, part]) => `${key}: ${readable(part, { type: '' })}`)
      .join('\n');
  }
  if (typeof value === 'number') {
    const number = value.toLocaleString(texts.language, { maximumFractionDigits: 20 });
    return question.type === 'PERCENTAGE' ? `${number} %` : number;
  }
  const text = String(value);
  if (question.type === 'COUNTRY' || question.type === 'COUNTRIES') {
    return /^[A-Z]{2}$/.test(text) ? `${countries.of(text)} (${text})` : text;
  }
  if (question.type === 'DATE') {
    return formatDate(text);
  }
  return text;
}

/** A calendar date, which has no time zone. */
function formatDate(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime())
    ? text
    : date.toLocaleDateString(texts.language, { dateStyle: 'long', timeZone: 'UTC' });
}

/** A value as the page shows it; text of people stays text. */
export const valueElement = (value: AnswerValue, question: Asked): HTMLElement =>
  element(
    'span',
    { className: value === null || value === undefined ? 'value none' : 'value' },
    readable(value, question),
  );
