import { doubtfulScale, hasCurrency, type Scale, scaleIn } from './scales.ts';

/** A line of a document that scales the figures that have no scale of their own. */
export interface ScaleStatement {
  /** Starts at 1. */
  page: number;
  /** Where the line starts on its page. */
  start: number;
  text: string;
  scale: Scale;
  /** Whether it refers to all figures of the document, or is a unit above those that follow it. */
  isForAll: boolean;
}

/** A longer line is prose that says something else as well. */
const maxLength = 240;

const aboutFigures =
  /\b(?:all|alle|s(?:ä|ae)mtliche|tou(?:te)?s|tod[ao]s|tutt[ei])\b.{0,40}\b(?:amounts?|figures?|values?|numbers?|sums?|Betr(?:ä|ae)ge|Angaben|Werte|Zahlen\w*|montants|chiffres|importes|cifras|importi|valori)\b|\b(?:amounts?|figures|values|numbers|Betr(?:ä|ae)ge|Angaben|Werte|Zahlen\w*|montants|chiffres|importes|cifras|importi|valori|bedragen|kwoty)\b.{0,60}(?<!\p{L})(?:in|en|w)\b|\b(?:expressed|stated|presented|shown|reported|given|rounded|denominated|angegeben|ausgewiesen|dargestellt|exprim(?:é|e)s?|expresad[ao]s|espress[ie])\b.{0,30}(?<!\p{L})(?:in|en|to)\b/iu;

/** The text between the words of a unit. */
const separators = /[\s|().,:;/–—€£$-]+/u;

/** One word of a line that contains only a unit, in addition to the words for its scale. */
const unitWord =
  /^(?:in|of|de|d|currency|unit|units|w(?:ä|ae)hrung|einheit|figures|amounts|unaudited|audited|unless|otherwise|stated|eur|gbp|usd|chf|euros?|thousands?|millions?|billions?|tausend|tsd|mio|mrd|mln|mn|bn|millionen|milliarden|[tkm]{1,3}|teur|keur|meur|tchf|tusd|['’´`]?000s?|(?:19|20)\d\d)?$/iu;

const isUnitOnly = (line: string): boolean => line.split(separators).every((word) => unitWord.test(word));

/** Max number of statements in a document; if there are more, no scale is certain. */
const maxStatements = 500;

/** The lines of a document's pages that state the unit of its figures. */
export function findScaleStatements(pages: readonly string[]): ScaleStatement[] {
  const statements: ScaleStatement[] = [];
  for (const [index, page] of pages.entries()) {
    let start = 0;
    for (const line of page.split('\n')) {
      const text = line.trim();
      const scale = text.length > 0 && text.length <= maxLength ? scaleIn(text) : undefined;
      if (scale !== undefined) {
        const isForAll = aboutFigures.test(text);
        if (isForAll || isUnitOnly(text)) {
          statements.push({ page: index + 1, start, text, scale, isForAll });
        }
      }
      if (statements.length === maxStatements) {
        return [...statements, { page: index + 1, start, text: '', scale: doubtfulScale, isForAll: true }];
      }
      start += line.length + 1;
    }
  }
  return statements;
}

/**
 * The factor for an amount that has no scale of its own, as stated in a line of its document; `undefined` if no line states
 * one. It is uncertain if lines state different factors, if the unit may be that of what follows, or if the amount has a
 * currency of its own, which figures below such a line do not need.
 */
export function statedScale(
  statements: readonly ScaleStatement[],
  place: { page: number; isBefore: (statement: ScaleStatement) => boolean; amount: string },
): Scale | undefined {
  const onPage = statements.filter(({ page, isForAll }) => page === place.page && !isForAll);
  const unit = onPage.filter(place.isBefore).at(-1);
  const forAll = statements.filter(({ isForAll }) => isForAll);
  const counting = [...forAll, ...(unit ? [unit] : onPage)];
  const scales = new Set(counting.map(({ scale }) => scale));
  if (scales.size === 0) {
    return undefined;
  }
  const isCertain =
    scales.size === 1 && (forAll.length > 0 || unit !== undefined) && !hasCurrency(place.amount);
  return isCertain ? [...scales][0] : doubtfulScale;
}

/** A count, a percentage or a year: scales of money do not apply to it. */
const counts =
  /\b(?:percent\w*|per cent|proportion|share of|what share|how many|number of|headcount|employees|staff|fte|workers|count of|age|years?|months|days|hours|prozent\w*|anteil\w*|wie viele|anzahl|mitarbeiter\w*|besch(?:ä|ae)ftigte\w*|alter|jahre?)\b|%/iu;

const money =
  /\b(?:revenue|turnover|sales|capital|assets|income|profit|loss|amount|euros?|eur|usd|gbp|chf|dollars?|pounds?|value|volume|fee|cost|price|budget|balance|umsatz\w*|kapital|betrag|gewinn|verlust|summe|verm(?:ö|oe)gen\w*)\b|[€£$]/iu;

/** Whether a question asks for an amount of money, as far as its words show; if they do not, it is assumed to. */
export const asksForAmount = (question: string): boolean =>
  !counts.test(question) ||
  (money.test(question) &&
    !/percent|per cent|%|prozent|how many|number of|anteil|share of|proportion/iu.test(question));
