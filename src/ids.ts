import { v7, validate } from 'uuid';

/** A fresh UUID v7: it sorts by the time it was made, so the newest rows stand together in every index. */
export const newId = (): string => v7();

/** Whether a text that came from outside could be an id at all; what could not cannot exist either. */
export const isId = (text: string): boolean => validate(text);
