import type { QuestionType } from '../../database/client/enums.ts';
import { otherTexts } from '../../domain/questionnaires/local-texts.ts';
import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import { isSelf, isWeak, parties, strangers, tokensOf } from './normalise.ts';
import { type Shape, wellKnown } from './well-known.ts';

/** One of the names that documents may use as a label for what a question asks for. */
export interface Name {
  tokens: readonly string[];
  certainty: number;
  /** Whether a label with most of the words is enough: the question's own words say more than a label needs. */
  isQuestion?: boolean;
}

/** A question as the engine understands it. */
export interface Asked {
  question: VersionQuestion;
  /** The well-known key that it asks for. */
  key: string | undefined;
  shape: Shape | undefined;
  names: readonly Name[];
  /** All words of the question and its names; a heading with one of them may belong to it. */
  words: ReadonlySet<string>;
  /** Words that a label may contain or omit, because the type of the question implies them. */
  optional: ReadonlySet<string>;
  /** Whether it asks about anyone other than the subject. */
  asksOthers: boolean;
}

/** What only a person can state: a declaration, a consent, a signature's date. No document can state it for them. */
const attestation =
  /\b(?:I|we) (?:hereby )?(?:declare|confirm|certify|agree|consent|accept|acknowledge|undertake|attest|warrant)\b|\b(?:this|the) declaration\b|\bsign(?:ed|ature) (?:on|date)\b|\bdo you (?:agree|consent|confirm|accept (?:the|our|these|this))\b|\bIch (?:erkläre|bestätige|versichere|stimme)\b/iu;

const typesOf: Readonly<Record<Shape, readonly QuestionType[]>> = {
  'own name': ['TEXT'],
  name: ['TEXT', 'LONG_TEXT'],
  person: ['TEXT', 'LONG_TEXT'],
  people: ['LONG_TEXT', 'TEXT'],
  identifier: ['TEXT'],
  'register number': ['TEXT'],
  lei: ['TEXT', 'LEI'],
  address: ['LONG_TEXT', 'TEXT'],
  phone: ['TEXT', 'PHONE'],
  phrase: ['TEXT', 'SINGLE_CHOICE'],
  description: ['LONG_TEXT', 'TEXT'],
  date: ['DATE'],
  country: ['COUNTRY'],
  number: ['NUMBER', 'PERCENTAGE', 'TEXT'],
  email: ['EMAIL'],
  url: ['URL', 'TEXT'],
  choice: ['SINGLE_CHOICE', 'MULTI_CHOICE'],
};

/** Words that a label may contain or omit, because the type of the question implies them. */
const optionalOf: Partial<Record<QuestionType, string>> = {
  TEXT: 'name names code',
  LONG_TEXT: 'name names details',
  NUMBER: 'number amount total count anzahl zahl',
  DATE: 'date day datum tag',
  COUNTRY: 'country land',
  EMAIL: 'email address mail adresse',
  URL: 'website web url internet address',
};

interface Entry {
  key: string;
  shape: Shape;
  names: readonly (readonly string[])[];
}

export const entries: readonly Entry[] = Object.entries(wellKnown).map(([key, { shape, names }]) => ({
  key,
  shape,
  names: names.split('; ').map(tokensOf),
}));

const setOf = (text: string): ReadonlySet<string> => new Set(tokensOf(text));

/** Analyses a question; `undefined` if no document can answer it. */
export function askedBy(question: VersionQuestion): Asked | undefined {
  const { type, text, key } = question;
  const hints = [...question.hints, ...otherTexts(question)];
  if (type === 'FILE' || type === 'ATTESTATION' || attestation.test(text)) {
    return undefined;
  }
  const plain = text
    .replaceAll(/\([^)]*\)/g, ' ')
    .replace(/^(?:please )?(?:state|name)(?= (?:the|all|your))/iu, ' ');
  const own = tokensOf(plain);
  const abbreviations = [...text.matchAll(/\((\p{Lu}[\p{L}\p{N}/-]{1,9})\)/gu)].map(([, short = '']) =>
    tokensOf(short),
  );
  const keyText = key.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/[_.-]/g, ' ');
  const entry = entryOf(question, own, setOf(optionalOf[type] ?? ''));
  const optional = setOf(entry?.shape === 'own name' ? '' : (optionalOf[type] ?? ''));
  const others = own.filter((token) => parties.has(token));
  const keyTokens = tokensOf(keyText);
  const isKeyDistinctive = keyTokens.length > 1 && !keyTokens.some((token) => /\d/.test(token));
  const names: Name[] = [
    ...hints.map((hint) => ({ tokens: tokensOf(hint), certainty: 0.97 })),
    ...(entry?.names ?? []).map((tokens) => ({
      tokens: [...new Set([...tokens, ...others])],
      certainty: 0.96,
    })),
    ...(others.length === 0 ? abbreviations : []).map((tokens) => ({ tokens, certainty: 0.96 })),
    ...(isKeyDistinctive && type !== 'BOOLEAN' ? [{ tokens: keyTokens, certainty: 0.9 }] : []),
    { tokens: own.filter((token) => !isWeak(token)), certainty: 0.96, isQuestion: true },
  ];
  return {
    question,
    key: entry?.key,
    shape: entry?.shape ?? shapeOf(question, own),
    names: names.filter(({ tokens }) => tokens.length > 0),
    words: new Set([...own, ...names.flatMap(({ tokens }) => tokens)]),
    optional,
    asksOthers: own.some((token) => strangers.has(token)),
  };
}

/** The well-known key that a question has, or whose name it asks for in its own words. */
function entryOf({ key, type }: VersionQuestion, own: readonly string[], optional: ReadonlySet<string>) {
  const isOfOthers = own.some((token) => parties.has(token));
  const fitting = entries.filter(
    ({ shape }) => typesOf[shape].includes(type) && !(isOfOthers && shape === 'own name'),
  );
  const byKey = fitting.find((entry) => entry.key === key);
  const isFree = (token: string) =>
    parties.has(token) || isWeak(token) || isSelf(token) || optional.has(token);
  const asked = fitting
    .flatMap((entry) => entry.names.map((name) => ({ entry, name })))
    .filter(({ name }) => name.every((token) => own.includes(token)))
    .filter(({ name }) => own.every((token) => name.includes(token) || isFree(token)))
    .sort((one, other) => other.name.length - one.name.length);
  return byKey ?? asked[0]?.entry;
}

function shapeOf({ type, text }: VersionQuestion, own: readonly string[]): Shape | undefined {
  if (type === 'TEXT' || type === 'LONG_TEXT') {
    return /^\W*(?:who|wer|qui|quién|chi|wie)\b/iu.test(text) && type === 'TEXT'
      ? 'name'
      : type === 'TEXT' && own.includes(numberToken)
        ? 'identifier'
        : undefined;
  }
  return undefined;
}

const [numberToken = ''] = tokensOf('number');
