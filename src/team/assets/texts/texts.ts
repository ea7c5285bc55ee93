import { de } from './de.ts';
import { en, type Texts } from './en.ts';

/** The texts in the first language of the browser that the page has. */
export const texts: Texts =
  navigator.languages
    .map((tag) => [en, de].find(({ language }) => tag.toLowerCase().split('-')[0] === language))
    .find((known) => known !== undefined) ?? en;

const withTime = new Intl.DateTimeFormat(texts.language, { dateStyle: 'medium', timeStyle: 'short' });

export const formatTime = (time: string): string => withTime.format(new Date(time));
