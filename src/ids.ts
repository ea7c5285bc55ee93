import { v7, validate } from 'uuid';

/** A fresh UUID v7: it sorts by the time it was made, so the newest rows stand together in every index. */
export const newId = (): string => v7();

/** Whether a text that came from outside could be an id at all; what could not cannot exist either. */
export const isId = (text: string): boolean => validate(text);

/** What a PostgreSQL `integer` can hold. */
const maxInteger = 2_147_483_647;

/** The number that a text from outside is as the id of a questionnaire; undefined if it can be none. */
export const integerId = (text: string): number | undefined =>
  /^\d{1,10}$/.test(text) && Number(text) <= maxInteger ? Number(text) : undefined;
