/** `No. 12` is a number, and denies nothing. */
const negation =
  /\b(?:not|no(?!\.?:? ?(?:[A-Z]{1,3} ?)?\d)|none|nor|neither|never|nobody|without|cannot|nothing|(?:is|are|was|were|has|have|had|do|does|did|can|wo|would)n['’]t|kein\p{L}*|nicht|weder|niemand|niemals|nie|ohne|nirgends)\b/iu;

/** What makes a sentence a rule, a condition, a plan or a question rather than a statement of how things are. */
const supposition =
  /\b(?:if|whether|unless|in case|in the event|should|shall|must|(?<!\d\.? )may(?! \d)|might|could|would|wherever|whenever|falls|sofern|wenn|ob|sollte\p{L}*|muss|müssen|darf|dürfen|würde\p{L}*|for example|e\.g\.|such as an?|z\.\s?B\.|definition|means (?:an?|any)|is defined|plans? to|intends? to|will (?:be|have|adopt|move|introduce)|is going to|in (?:progress|preparation)|beabsichtigt|plant,|geplant)\b|\?\s*$/iu;

/** Of whom a sentence speaks when it does not speak of the company's own people. */
const aboutCustomers =
  /\b(?:customers?|clients?|counterpart(?:y|ies)|applicants?|business partners?|third parties|Kunden?|Vertragspartner\p{L}*|Gesch(?:ä|ae)ftspartner\p{L}*|Mandanten)\b/iu;

export const isNegated = (text: string): boolean => negation.test(text);
export const isSupposition = (text: string): boolean => supposition.test(text);
export const speaksOfCustomers = (text: string): boolean => aboutCustomers.test(text);
