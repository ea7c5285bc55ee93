/** What forms say where there is nothing to say. */
const nothing =
  /^[\s("'[]*(?:n\s?\/\s?a|n\.a\.?|none|nil|not (?:applicable|available|known|provided|disclosed|stated|given|relevant|yet)|no (?:data|information|entry|answer)|to be (?:confirmed|advised|completed|provided|determined)|tb[acd]|unknown|pending|blank|see (?:above|below|appendix|annex|attached|schedule|note|section)|entf(?:ä|ae)llt|keine?(?: angaben?)?|k\.?\s?A\.?|nicht (?:bekannt|vorhanden|zutreffend|anwendbar|verf(?:ü|ue)gbar)|siehe|unbekannt|ohne|folgt|offen|[-–—_.?xX*/]+)(?:[\s.,;:)\]"'(]|$)/iu;

/** Whether a value says that there is none, or is left open. */
export const isNothing = (value: string): boolean => value.trim() === '' || nothing.test(value);
