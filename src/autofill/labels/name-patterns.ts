/**
 * Parts of patterns, for texts as they are written, with the flags `iu` or `u`. None of them takes more than linear time to
 * fail.
 */

/** The endings of company names, which distinguish companies from anything else. */
export const legalSuffix =
  '(?:Limited|LIMITED|Ltd\\.?|LTD\\.?|plc|PLC|L\\.?L\\.?P\\.?|LLC|Inc\\.?|L\\.L\\.C\\.?|Incorporated|Corp\\.?|Corporation|G(?:mb|MB)H(?: & Co\\.? KG(?:aA)?)?|mbH|AG(?: & Co\\.? KGaA)?|KGaA|KG|OHG|UG(?: \\(haftungsbeschr(?:ä|ae)nkt\\))?|SE|eG|e\\.\\s?K\\.|B\\.?V\\.?|N\\.V\\.|S\\.A\\.(?:S\\.)?|SARL|S\\.à r\\.l\\.|SAS|S\\.r\\.l\\.|S\\.p\\.A\\.|A/S|ApS|Oyj?|AB|S\\.?L\\.?U?\\.?|S\\.A\\.?|SA|S(?:à|a)rl|DAC|Designated Activity Company|Pte\\.? (?:Ltd\\.?|LTD\\.?)|PTE\\.? LTD\\.?|Private Limited|Pvt\\.? Ltd\\.?|Lda|Ltda|ASA?|Kft|d\\.o\\.o\\.|s\\.r\\.o\\.|a\\.s\\.|OÜ|UAB|SIA|Sp\\. z o\\.o\\.|Pty|Stiftung|Foundation)';

/** One word of a name: it begins with a capital or a digit, or joins two words that do. */
const nameWord = "(?:[\\p{Lu}\\d][\\p{L}\\p{M}\\d'’.&+-]{0,40}|&|\\+|und|and|of|für|for|de|der|van|von)";

/** A company's name with its legal suffix. */
export const organisationName = `(?:[\\p{Lu}\\d][\\p{L}\\p{M}\\d'’.&+-]{0,40}(?:,? ${nameWord}){0,6}?,? \\(?${legalSuffix}\\)?(?![\\p{L}\\d]))`;

/** A person's name of two to five words, with a title or without. */
export const personName =
  "(?:(?:Mrs?|Ms|Miss|Dr|Prof|Sir|Dame|Herrn?|Frau|Dipl\\.-[\\p{L}]{1,6})\\.? )*(?:\\p{Lu}[\\p{L}\\p{M}'’-]{1,40}|\\p{Lu}\\.)(?: (?:(?:von|van|de|der|den|zu|di|da|al|bin|el|O['’])\\s)?(?:\\p{Lu}[\\p{L}\\p{M}'’-]{1,40}|\\p{Lu}\\.)){1,4}";
