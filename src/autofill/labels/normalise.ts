import { stemOf } from '../../reading/stems.ts';
import { foldText } from '../../reading/words.ts';
import { incidentalParties, otherParties } from './well-known.ts';

/** Abbreviations and spellings that are common in labels. `No` and `Nr` mean a number there. */
const meanings: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'no nr nro num numb nos n numero number nummer numer'.split(' ').map((word) => [word, 'number']),
  ),
  reg: 'regist',
  regd: 'regist',
  regn: 'regist',
  inc: 'incorporat',
  incorp: 'incorporat',
  co: 'company',
  corp: 'corporate',
  tel: 'telephone',
  phone: 'telephone',
  addr: 'address',
  adr: 'address',
  est: 'established',
  estd: 'established',
  dept: 'department',
  mgr: 'manager',
  dir: 'director',
  dob: 'date birth',
  mail: 'email',
  lic: 'licence',
  license: 'licence',
  licensed: 'licence',
  organization: 'organisation',
  authorized: 'authorised',
  program: 'programme',
  ctry: 'country',
  acct: 'account',
  ident: 'identification',
};

const words = (text: string): Set<string> =>
  new Set(
    text
      .trim()
      .split(/\s+/)
      .map((word) => stemOf(word)),
  );

/** Words that carry no meaning in a label or question. */
const fillers = words(`
  a an the this that these those it its of in on at by for from to with as and or is are was were be been has have had do does did
  will which who whom whose what where when why how many much often i you your yours we us our he she they them their there any all
  each every also both such only if so please provide give list describe explain specify indicate current currently full exact
  exactly complete e g i etc applicable following below above details s per under whom here
  der die das den dem des ein eine einer eines einem einen und oder am an auf aus bei bis durch für im mit nach von vom vor zu zum zur
  ist sind war wird werden hat haben was welche welcher welches welchem wer wem wen wann wo wie viele lautet heißt ich sie ihr ihre ihrer
  wir uns unser unsere es bitte angeben nennen beschreiben alle jede
  le la les de du des d l un une et est en el los las del y il lo gli di della e het een van voor och av i w z na do og
`);

export const isFiller = (token: string): boolean => fillers.has(token);

/** Words for time and units, which do not distinguish labels. */
const weakWords = words(`
  last latest primary financial fiscal year years annual recent main general primary official
  letzten letztes geschäftsjahr geschäftsjahres jahr
  thousand thousands million millions billion tausend tsd mio mrd mln mn bn millionen teur keur meur crore lakh
  eur euro euros gbp usd chf inr pln sek aed rs rupees pound pounds dollar dollars swiss francs franken zloty kronen schwedischen us percent
  amount figure unit fy k m
`);

/** Words for the subject itself. A label may contain or omit them, unless only a word such as "number" would remain. */
const selfWords = words(
  'company companies entity business firm organisation undertaking corporation gesellschaft unternehmen unternehmens',
);
const kindWords = words(
  'number name type address anschrift adresse date purpose form regist country state status activity email telephone',
);

export const isSelf = (token: string): boolean => selfWords.has(token);
export const isKind = (token: string): boolean => kindWords.has(token);

/** Words for anyone other than the subject, and those among them that a question about it does not mention in passing. */
export const parties = words(`${otherParties} ${incidentalParties}`);
export const strangers = words(otherParties);
export const isWeak = (token: string): boolean => weakWords.has(token) || /^(?:19|20)\d\d$/.test(token);

const partsOf = (word: string): string[] => {
  const compound = /^(?<first>\p{L}{2,}?)s?(?<last>nummer|datum)$/u.exec(word)?.groups;
  return compound ? [compound['first'] ?? '', compound['last'] ?? ''] : [word];
};

/**
 * The parts of a label, a hint or a question that are compared: the stems of its meaningful words, with abbreviations written
 * out. A text without any meaningful word keeps all of its words.
 */
export function tokensOf(text: string): string[] {
  const spelt = foldText(text.replaceAll(/[№#]|(?<!\p{L})[Nn][°º]/gu, ' number '))
    .replaceAll(/\be[- ]?(?=mail|post)/g, 'e')
    .replaceAll(/['’](?=s\b)/g, '');
  const tokens = (spelt.match(/[\p{L}\p{N}]+/gu) ?? [])
    .flatMap(partsOf)
    .flatMap((word) => (meanings[word] ?? word.replace(/^(regist|incorporat).*$/, '$1')).split(' '))
    .map((word) => stemOf(word));
  const distinctive = tokens.filter((token) => !fillers.has(token) && !/^\d{1,2}$/.test(token));
  return [...new Set(distinctive.length > 0 ? distinctive : tokens)];
}

const minFuzzyLength = 6;

/** Whether two tokens are the same except for one letter that is missing, added or different. */
export function isTypo(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (
    short.length < minFuzzyLength ||
    long.length - short.length > 1 ||
    short[0] !== long[0] ||
    /\d/.test(long)
  ) {
    return false;
  }
  let at = 0;
  while (at < short.length && short[at] === long[at]) {
    at += 1;
  }
  // A different ending makes a different word: an employer is not an employee.
  return (
    at < long.length - 1 && short.slice(short.length === long.length ? at + 1 : at) === long.slice(at + 1)
  );
}
