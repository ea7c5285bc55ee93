import type { Asked } from './asked.ts';
import type { Candidate } from './candidate.ts';
import { organisationName, personName } from './name-patterns.ts';
import { tokensOf } from './normalise.ts';
import { otherRoles, wellKnown } from './well-known.ts';

const aPerson = new RegExp(`^${personName}`, 'u');
const anOrganisation = new RegExp(organisationName, 'u');

export const namesPerson = (value: string): boolean => aPerson.test(value) && !anOrganisation.test(value);

/** Whether a text contains names of people. */
export const hasPeople = (text: string): boolean => /\p{Lu}\p{L}+,? (?:\p{L}{2,3} )?\p{Lu}/u.test(text);

/** Items that name someone who does not, or no longer does, belong in the list. */
export const notOne =
  /\b(?:resigned|ceased|former|formerly|secretary|auditor|until \d|removed|ausgeschieden|abberufen|ehemalig\p{L}*|erloschen|prokura|prokurist\w*|previous|bis \d)\b/iu;

const roles = Object.values(wellKnown)
  .filter(({ shape }) => shape === 'person' || shape === 'people')
  .flatMap(({ names }) => names.split('; '))
  .concat(otherRoles.split('; '))
  .map((name) => ({ name, key: tokensOf(name).sort().join(' ') }));

/** Labels of a person's data; these are part of a list of people. */
const personalData =
  /\b(?:role|position|function|title|name|born|birth|since|appointed|appointment|share|shares|shareholding|holding|stake|percentage|percent|votes?|voting|country|address|resid\w*|nationality|occupation|passport|id|date|funktion|geboren|seit|anteil\w*|stimm\w*|wohn\w*|anschrift|staatsangeh\w*|beruf|datum|land)\b/iu;

const label = /(?<=[\n;]|[.,]\s)\s*(?:[-•*–]\s*)?(?<label>\p{L}[\p{L} /'’()-]{1,50}?)\s?:(?=\s)/gu;

interface Patterns {
  /**
   * "; Secretary: …", "\nBeneficial owner Dee Poe", ", the secretary is …": the point at which the people of another role
   * follow.
   */
  start: RegExp;
  /** "Dee Poe (owner)", "Dee Poe, beneficial owner": a person with another role. */
  after: RegExp;
  own: ReadonlySet<string>;
}

const kept = new WeakMap<Asked, Patterns>();

function patternsOf(asked: Asked): Patterns {
  const found = kept.get(asked) ?? createPatterns(asked);
  kept.set(asked, found);
  return found;
}

function createPatterns(asked: Asked): Patterns {
  const own = new Set(asked.names.map(({ tokens }) => [...tokens].sort().join(' ')));
  const others = [...new Set(roles.filter(({ key }) => !own.has(key)).map(({ name }) => name))]
    .sort((one, other) => other.length - one.length)
    .map((name) => name.replaceAll(/[^\p{L}\p{N} ]/gu, '.').replaceAll(' ', '[ \\u00a0-]+'))
    .join('|');
  return {
    start: new RegExp(
      `(?:[\\n;,.|]|\\s(?:and|und|while|whereas|sowie))\\s*(?:[-•*–]\\s*)?(?:and |und |while )?(?:(?:the|our|its|der|die|das|unser\\p{L}*) )?(?:(?:company|ultimate|sole|current) )?(?:${others})(?:\\s*\\([^)]*\\))?(?:\\s*[:|–—-]|\\s+(?:is|are|ist|sind)(?!\\p{L})|\\s+(?=\\p{Lu}))`,
      'iu',
    ),
    after: new RegExp(
      `(?:\\(|,\\s|\\s[–—|-]\\s)(?:(?:the|company|ultimate|sole|as|der|die) )*(?:${others})(?=\\s*(?:\\)|[,;.\\n|]|$))`,
      'iu',
    ),
    own,
  };
}

/**
 * Where the people of a list end: before a label that names another role, or something that is not a person's. `undefined` if a
 * person on it is said to have another role, so that it is not clear what the list contains.
 */
export function endOfPeople(text: string, asked: Asked): number | undefined {
  const { start, after, own } = patternsOf(asked);
  const role = start.exec(text)?.index ?? text.length;
  const other = [...text.matchAll(label)].find(({ groups }) => {
    const found = groups?.['label'] ?? '';
    return !own.has(tokensOf(found).sort().join(' ')) && !personalData.test(found);
  });
  const end = Math.min(role, other?.index ?? text.length);
  const people = text.slice(0, end).replace(/(?:[\s,;]|(?<!\p{L})(?:and|und))+$/u, '');
  return after.test(people) ? undefined : people.length;
}

/** The longest text between two entries of one list, such as a date of birth and a nationality. */
const maxDistance = 300;

/** A longer list is a register in its own right. */
const maxPeople = 6_000;

/** Text between two entries which shows that not all of them are meant. */
const breaks = /\n\s*\n|\b(?:resigned|ceased|former|secretary|ausgeschieden|erloschen|prokura|until)\b/iu;

/**
 * Directors and owners are often listed as one field or row each: those that follow each other on a page are one answer, which
 * quotes from the first to the last.
 */
export function joinPeople(
  asked: Asked,
  candidates: readonly Candidate[],
  pageOf: (candidate: Candidate) => string,
): Candidate[] {
  if (asked.shape !== 'people') {
    return [...candidates];
  }
  const joined: Candidate[] = [];
  for (const candidate of [...candidates].sort(byPlace)) {
    const last = joined.at(-1);
    const page = pageOf(candidate);
    const isNear =
      last?.document === candidate.document &&
      last.page === candidate.page &&
      candidate.quote.start <= last.quote.end + maxDistance;
    if (!last || !isNear) {
      joined.push(candidate);
    } else if (candidate.quote.end <= last.quote.end) {
      last.confidence = Math.max(last.confidence, candidate.confidence);
    } else {
      const quote = { start: last.quote.start, end: candidate.quote.end };
      const value = page.slice(quote.start, quote.end);
      const isOther =
        value.length > maxPeople ||
        candidate.quote.start < last.quote.end ||
        breaks.test(page.slice(last.quote.end, candidate.quote.start)) ||
        endOfPeople(value, asked) !== value.trimEnd().length;
      if (isOther) {
        joined.push(candidate);
      } else {
        joined[joined.length - 1] = {
          ...last,
          quote,
          value,
          key: value,
          confidence: Math.min(last.confidence, candidate.confidence),
        };
      }
    }
  }
  return joined;
}

const byPlace = (a: Candidate, b: Candidate): number =>
  a.document - b.document || a.page - b.page || a.quote.start - b.quote.start || b.quote.end - a.quote.end;
