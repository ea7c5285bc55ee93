import type { AutofillSubject } from '../../domain/autofill/engine.ts';
import { foldText } from '../../reading/words.ts';
import { legalSuffix, organisationName } from './name-patterns.ts';

const endsWithSuffix = new RegExp(`[\\s,]+\\(?${legalSuffix}\\)?$`, 'u');
const anyOrganisation = new RegExp(organisationName, 'gu');

/** Words that distinguish companies of one group. */
const groupWords = new Set([
  'holding',
  'holdings',
  'group',
  'gruppe',
  'beteiligungs',
  'beteiligung',
  'international',
  'verwaltungs',
  'services',
  'europe',
  'uk',
  'deutschland',
  'global',
  'capital',
  'trust',
]);

/** Whether names in documents are the subject's own. */
export interface SubjectNames {
  isCompany: boolean;
  /** Whether this is a name of the subject. */
  matches: (name: string) => boolean;
  /** Whether a text names the subject. */
  isNamedIn: (text: string) => boolean;
  /** Whether a text contains the names, with legal suffix, of companies other than the subject. */
  namesOthers: (text: string) => boolean;
  /** The subject's name in full, for a company with its legal suffix, as written in a text. */
  findFullName: (text: string) => { name: string; suffix: string; at: number } | undefined;
}

const suffixOf = (name: string): string =>
  foldText(endsWithSuffix.exec(name.trim())?.[0] ?? '').replaceAll(/[^a-z]/g, '');

/** One spelling for legal forms that are written in two ways. */
const sameSuffix = (suffix: string): string =>
  ({ limited: 'ltd', incorporated: 'inc', corporation: 'corp' })[suffix] ?? suffix;

const wordsIn = (name: string): string[] =>
  foldText(name)
    .replaceAll('&', ' and ')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && word !== 'the');

/** Terms for kinds of companies: "a private limited company" is not the name of one. */
const legalWords = new Set(
  'a an of and by private public exempt limited company companies shares'.split(' '),
);

const coreOf = (name: string): string[] => wordsIn(name.trim().replace(endsWithSuffix, ''));

/**
 * Recognises the subject's name in the spellings of documents: with another spelling of the legal form, in capitals, with the
 * surname first. A name with more words than the subject's, or different ones, is someone else's, such as the parent company's.
 */
export function namesOf(subject: AutofillSubject): SubjectNames {
  return subject.entityType === 'COMPANY' ? companyNames(subject.name) : personNames(subject.name);
}

function companyNames(ownName: string): SubjectNames {
  const core = coreOf(ownName).join(' ');
  const suffix = sameSuffix(suffixOf(ownName));
  const matches = (name: string) => {
    const otherCore = coreOf(name);
    const otherSuffix = sameSuffix(suffixOf(name));
    if (core === '' || (suffix !== '' && otherSuffix !== '' && suffix !== otherSuffix)) {
      return false;
    }
    if (otherCore.join(' ') === core) {
      return true;
    }
    // A trading name is the beginning of the legal name, unless what follows distinguishes companies of one group.
    const rest = otherCore.slice(core.split(' ').length);
    return (
      suffix === '' &&
      otherCore.join(' ').startsWith(`${core} `) &&
      !rest.some((word) => groupWords.has(word))
    );
  };
  const others = (text: string) =>
    [...text.matchAll(anyOrganisation)]
      .map(([name]) => name)
      .filter((name) => coreOf(name).some((word) => !legalWords.has(word)));
  return {
    isCompany: true,
    matches,
    isNamedIn: (text) =>
      core !== '' &&
      ` ${wordsIn(text).join(' ')} `.includes(` ${core} `) &&
      (others(text).length === 0 || others(text).some((name) => endsLike(name, matches))),
    namesOthers: (text) => others(text).some((name) => !endsLike(name, matches)),
    findFullName: (text) => {
      for (const { 0: found, index } of text.replaceAll('\n', ' ').matchAll(anyOrganisation)) {
        const name = endingLike(found, matches);
        const suffix = name && endsWithSuffix.exec(name)?.[0].replace(/^[\s,]+/, '');
        if (name !== undefined && suffix !== undefined) {
          return { name, suffix, at: index + found.length - name.length };
        }
      }
      return undefined;
    },
  };
}

/** A sentence's first words may appear before a name in capitals, so the name may be any trailing part of a found name. */
function endingLike(found: string, matches: (name: string) => boolean): string | undefined {
  const words = found.split(' ');
  return words.map((_, index) => words.slice(index).join(' ')).find(matches);
}

const endsLike = (found: string, matches: (name: string) => boolean): boolean =>
  endingLike(found, matches) !== undefined;

function personNames(ownName: string): SubjectNames {
  const own = new Set(wordsIn(ownName));
  const written = ownName
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(/[^\p{L}\p{M}'’-]/gu, '.'));
  const [last, ...first] = [written.at(-1) ?? '', ...written.slice(0, -1)];
  const inFull =
    written.length > 1
      ? new RegExp(
          `(?<![\\p{L}-])(?:${written.join('\\s+')}|${last},\\s+${first.join('\\s+')})(?![\\p{L}-])`,
          'iu',
        )
      : undefined;
  const matches = (name: string) => {
    const titles = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'prof', 'herr', 'herrn', 'frau', 'geb', 'nee']);
    const words = wordsIn(name).filter((word) => !titles.has(word));
    const [fewer, more] = words.length < own.size ? [words, own] : [[...own], new Set(words)];
    // A single name may be anyone's, and initials are enough beside a full name.
    return (
      fewer.length >= 2 &&
      fewer.every(
        (word) =>
          more.has(word) || (word.length === 1 && [...more].some((longer) => longer.startsWith(word))),
      ) &&
      more.size - fewer.length <= 2
    );
  };
  return {
    isCompany: false,
    matches,
    isNamedIn: (text) => {
      const words = new Set(wordsIn(text));
      return own.size > 0 && [...own].filter((word) => words.has(word)).length >= Math.min(2, own.size);
    },
    namesOthers: () => false,
    findFullName: (text) => {
      const match = inFull?.exec(text);
      return match ? { name: match[0], suffix: '', at: match.index } : undefined;
    },
  };
}
