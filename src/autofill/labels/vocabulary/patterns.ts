/** Parts of patterns, for texts as they stand, with the flags `iu` or `u`. None of them can take more than linear time to fail. */

/** The endings of company names by which a company is told from other things. */
export const legalSuffix =
  '(?:Limited|LIMITED|Ltd\\.?|LTD\\.?|plc|PLC|L\\.?L\\.?P\\.?|LLC|Inc\\.?|Incorporated|Corp\\.?|Corporation|G(?:mb|MB)H(?: & Co\\.? KG(?:aA)?)?|mbH|AG(?: & Co\\.? KGaA)?|KGaA|KG|OHG|UG(?: \\(haftungsbeschr(?:ä|ae)nkt\\))?|SE|eG|e\\.\\s?K\\.|B\\.?V\\.?|N\\.V\\.|S\\.A\\.(?:S\\.)?|SARL|S\\.à r\\.l\\.|SAS|S\\.r\\.l\\.|S\\.p\\.A\\.|A/S|ApS|Oyj?|AB|Sp\\. z o\\.o\\.|Pty|Stiftung|Foundation)';

/** One word of a name: it begins with a capital or a digit, or joins two that do. */
const nameWord = "(?:[\\p{Lu}\\d][\\p{L}\\p{M}\\d'’.&+-]{0,40}|&|\\+|und|and|of|für|for|de|der|van|von)";

/** A company's name with its legal suffix. */
export const organisationName = `(?:[\\p{Lu}\\d][\\p{L}\\p{M}\\d'’.&+-]{0,40}(?:,? ${nameWord}){0,6}?,? \\(?${legalSuffix}\\)?(?![\\p{L}\\d]))`;

/** A person's name of two to five words, with a title or without. */
export const personName =
  "(?:(?:Mrs?|Ms|Miss|Dr|Prof|Sir|Dame|Herrn?|Frau|Dipl\\.-[\\p{L}]{1,6})\\.? )*(?:\\p{Lu}[\\p{L}\\p{M}'’-]{1,40}|\\p{Lu}\\.)(?: (?:(?:von|van|de|der|den|zu|di|da|al|bin|el|O['’])\\s)?(?:\\p{Lu}[\\p{L}\\p{M}'’-]{1,40}|\\p{Lu}\\.)){1,4}";

/** How a text names the company that it is about without its name. */
export const theCompany =
  '(?:the (?:company|firm|group|business|entity|organi[sz]ation|bank|institution)|we|our (?:company|firm|business)|(?:die|unsere) (?:gesellschaft|firma|bank|unternehmensgruppe)|(?:das|unser) (?:unternehmen|institut)|wir)';

/** A date as prose writes it; which day it is, the reader of dates decides. */
export const dateText =
  '(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./]\\d{1,2}[./]\\d{4}|\\d{1,2}(?:st|nd|rd|th)?\\.? (?:of |day of )?\\p{L}{3,10}\\.?,? \\d{4}|\\p{L}{3,10} \\d{1,2}(?:st|nd|rd|th)?, \\d{4})';
