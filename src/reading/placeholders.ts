import { invitations } from './invitations.ts';
import { foldedWordsOf } from './words.ts';

/*
 * Placeholders in templates and forms, which are not answers. They are recognised by their brackets, by their wording in the
 * languages of Europe, and by values that no one has.
 */

/** Invitations to write, choose or confirm something, at the beginning of a whole value. */
const invitation = new RegExp(`^(?:${invitations.join('|')})`, 'iu');

/** The beginning of a list of examples. */
const example =
  /^[\s("'[]*(?:e\.?\s?g\b\.?|eg[.:,]|for (?:example|instance)\b|such as\b|example[:s]|i\.\s?e\b\.?|d\.\s?h\b\.?|z\.?\s?b\b\.?|zum beispiel\b|beispiel(?:e|sweise)?\b|bspw?\b\.?|par ex(?:emple|\.)|p\.\s?ex\b|por ejemplo\b|p\.\s?ej\b|(?:ad|per) es(?:empio|\.)|es\.:|bijv\b|bijvoorbeeld\b|por exemplo\b|np\.|na przyk(?:ł|l)ad\b|t\.\s?ex\b|f\.\s?eks\b|like for example)/iu;

/** Brackets around text to be replaced, other than those around web and email addresses. */
const bracketed =
  /^\s*(?:\[\[.*\]\]|\((?!\d|\s*[xX✓✔☒☑]?\s*\))[^()]*\)|\[(?!\s*[xX✓✔☒☑]?\s*\])[^\]]*\]|<(?![^>]*(?:@|:\/\/|www\.))[^<>]*>|«[^»]*»|‹[^›]*›|<<[^>]*>>|\{\{?[^}]*\}?\}|\$\{[^}]*\}|%[\p{L}_]+%|__+[^_]+__+|@@[^@]+@@|\|\|[^|]+\|\||#[\p{L}_]{2,}#)[\s.,;:]*$/u;

/** Text to be replaced within a longer text. */
const within =
  /\[(?:[^\]]*\b(?:please|insert|enter|complete|confirm(?:ed|ation)?|specify|name|date|number|amount|address|company|tb[acd]|bitte|einf(?:ü|ue)gen|ausf(?:ü|ue)llen|erg(?:ä|ae)nzen|eintragen|select|choose|delete|to be|your|[xX]{2,}|●|•|_{2,}|\.{3,}|…)[^\]]*|[●•*\s._…-]+)\]|<(?:insert|enter|name|date|number|amount|please|your|company|bitte|tb[acd])\b[^<>@]*>|«[^»]{2,60}»|\{\{[^}]*\}\}|\$\{[^}]*\}|\b(?:tbc|tbd|tba)\b|\((?:please|bitte|insert|enter|to be (?:completed|confirmed|advised|determined|provided|agreed|supplied|updated))\b[^)]*\)|\((?:example|sample|specimen|draft|muster|beispiel|test)\)|_{4,}|\.{5,}|…{2,}|[xX]{4,}|\?{2,}/iu;

/** Values that consist only of zeros, crosses or letters of a pattern: `00000000`, `XXX-XXX`, `DD/MM/YYYY`, `0000-00-00`. */
const pattern =
  /^[\s+(]*(?:(?:\p{L}{1,4}[\s.-]*)?0(?:[\s./()-]*0){2,}|[xX](?:[\s./()@-]*[xX]){2,}(?:\.\p{L}{2,4})?|[#*?](?:[\s./-]*[#*?])+|9{9,}|1234567890?|0123456789?|(?:dd|tt|jj|gg|mm)[\s./-]+(?:mm|dd|mmm)[\s./-]+(?:yy|yyyy|jj|jjjj|aa|aaaa|rrrr)|(?:yyyy|jjjj|aaaa)[\s./-]*mm[\s./-]*(?:dd|tt|jj))[\s)]*$/iu;

/** Addresses that belong to no one. */
const address =
  /^(?:mailto:)?(?:your|(?:your|ihre?)[._-]?(?:name|e?-?mail|address)|e?-?mail|name|first\.?name[._-]?last\.?name|vorname[._-]?nachname|someone|user|xxx+)@|^(?:https?:\/\/)?(?:www\.)?(?:your-?(?:company|domain|website|site)|ihre?-?(?:firma|domain|webseite)|xxx+|domain|company(?:name)?|website)\.\p{L}{2,}/iu;

/** An instruction to write something, whatever it is: what follows it is not a name. */
const order =
  /^\(?(?:Insert|Enter|Specify|State|Provide|Add|Type|Write|Fill in|Choose|Select|Give|Indicate|Your|Ihre?|Ihr) \p{Ll}/u;

/** Quotation marks and dashes around a text are not part of it. */
const trimmed = (text: string): string => text.trim().replace(/^["'“”„‘’`*_\s]+|["'“”‘’`*\s]+$/gu, '');

/** Whether a value is, in whole or in part, what a form or template has in place of an answer. */
export function isPlaceholder(value: string): boolean {
  const text = trimmed(value);
  if (text === '') {
    return value.trim() !== '';
  }
  const inner = text.replace(/^[([{<]+\s*/, '');
  return (
    /^[\p{P}\p{S}\s]+$/u.test(value) ||
    bracketed.test(value) ||
    bracketed.test(text) ||
    pattern.test(text) ||
    address.test(text) ||
    example.test(text) ||
    order.test(text) ||
    invitation.test(inner) ||
    within.test(text)
  );
}

/** Words of templates that do not name anything. */
const templateWords = new Set(
  'name names of the your our insert enter here please a an number details text value full complete der die das des ihr ihre name'.split(
    ' ',
  ),
);

/** Whether a value says no more than its label does, such as `Regulator: name of regulator`. */
export function echoesLabel(value: string, quote: string): boolean {
  const line =
    quote
      .slice(0, Math.max(quote.lastIndexOf(value), 0))
      .split('\n')
      .at(-1) ?? '';
  const label = /^(?<label>.+)[:|?]\s*$/u.exec(line.replaceAll(/\([^)]*\)/g, ' '))?.groups?.['label'];
  const known = new Set([...foldedWordsOf(label ?? ''), ...templateWords]);
  const words = foldedWordsOf(value);
  return label !== undefined && words.length > 0 && words.every((word) => known.has(word));
}

/** Whether a text that should be a name says that it is uncertain, or one of several. */
export const isUnsure = (value: string): boolean =>
  /(?<!\p{L})(?:etc|usw|and so on|and others|und andere)\.?\s*$|\?\s*$/iu.test(value);

/** Words before a value, in the same part of a sentence, that make it only an example. */
const exampleBefore =
  /(?:\be\.?\s?g\.?|\beg[.:,]|\bfor (?:example|instance)\b|\bsuch as\b|\bz\.\s?B\.?|\bzum Beispiel\b|\bbeispielsweise\b|\bbspw\.?|\bpar exemple\b|\bp\.\s?ex\.?|\bpor ejemplo\b|\bad esempio\b|\bbijv(?:oorbeeld|\.)|\bnp\.)[^.;:|]*$/iu;

const openBracket = /[[«{][^\]»}|]*$|<(?![^>]*(?:@|\/\/))[^<>|]*$/u;
const closingBracket = /^[^[«{|]*[\]»}]|^[^<>|]*>/u;

/**
 * Whether a quote contains a value only as an example, or in the brackets of text to be replaced. If a quote does not contain
 * the value word for word, it is checked from the end of its label.
 */
export function isOnlyPlaceholder(value: string, quote: string): boolean {
  const places = placesOf(value, quote);
  if (places.length === 0) {
    return isPlaceholder(afterLabel(quote));
  }
  return places.every((at) => {
    const before = quote.slice(0, at);
    const after = quote.slice(at + value.length);
    const isBracketed =
      openBracket.test(before) &&
      closingBracket.test(after) &&
      !isTick(before, after) &&
      !isAddress.test(value);
    return isBracketed || exampleBefore.test(before) || pendingAfter.test(after);
  });
}

/** Angle brackets around an address do not mark a placeholder. */
const isAddress = /@|:\/\//;

/** A remark that a value is not final. */
const pendingAfter =
  /^[\s,;–—-]*(?:[([<«{]\s*)?(?:tb[acd]\b|to be (?:confirmed|advised|completed|determined|agreed|checked)|(?:please|bitte) (?:confirm|check|complete|best(?:ä|ae)tigen|pr(?:ü|ue)fen)|not (?:yet )?confirmed|unconfirmed|(?:example|sample|specimen|muster|beispiel)\b|noch zu (?:best|pr|kl)|zu best(?:ä|ae)tigen)/iu;

/** `[x] FCA [ ] BaFin` is a list of tick boxes. */
const isTick = (before: string, after: string): boolean => /\[\s*$/.test(before) && /^\s*\]/.test(after);

function placesOf(value: string, quote: string): number[] {
  const places: number[] = [];
  for (let at = quote.indexOf(value); at !== -1 && value !== ''; at = quote.indexOf(value, at + 1)) {
    places.push(at);
  }
  return places;
}

/** The text after the label of a line or row. */
const afterLabel = (quote: string): string =>
  /(?:^|[^:|?])(?:[:?]\s|\s\|\s)(?<value>.+)$/su.exec(quote)?.groups?.['value'] ?? '';

/** What forms contain if there is nothing to state. */
const nothing =
  /^[\s("'[]*(?:n\s?\/\s?a|n\.a\.?|none|nil|not (?:applicable|available|known|provided|disclosed|stated|given|relevant|yet)|no (?:data|information|entry|answer)|to be (?:confirmed|advised|completed|provided|determined)|tb[acd]|unknown|pending|blank|see (?:above|below|appendix|annex|attached|schedule|note|section)|entf(?:ä|ae)llt|keine?(?: angaben?)?|k\.?\s?A\.?|nicht (?:bekannt|vorhanden|zutreffend|anwendbar|verf(?:ü|ue)gbar)|siehe|unbekannt|ohne|folgt|offen|aucune?|n(?:é|e)ant|sans|ning(?:ú|u)n[oa]?|pendiente|nessun[oa]?|geen|brak|ingen|saknas|nenhum[a]?|[-–—_.?xX*/]+)(?:[\s.,;:)\]"'(]|$)/iu;

/** Whether a value says that there is none, or is left open. */
export const isNothing = (value: string): boolean => value.trim() === '' || nothing.test(value);
