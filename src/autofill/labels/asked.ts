import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import { type Terms, termsOf } from './text/terms.ts';
import { fold, stemsOf, wordsOf } from './text/words.ts';
import { unitWords } from './vocabulary/common.ts';
import type { Concept } from './vocabulary/concept.ts';
import { conceptById, concepts } from './vocabulary/index.ts';
import { proseWordsOf } from './vocabulary/prose-words.ts';

/** A question as the engine understands it. */
export interface Asked {
  question: VersionQuestion;
  /** What it asks for, where the vocabulary knows it. */
  concept: Concept | undefined;
  /** What a passage has to name beside the concept: whose email address it is. */
  required: readonly string[];
  /** What it names, whether or not it asks for it. */
  named: ReadonlySet<string>;
  /** Other parties that it asks about; no other's data answers it. */
  parties: ReadonlySet<string>;
  /** Stems of its words that narrow what it asks for beyond the concept. */
  narrowing: ReadonlySet<string>;
  /** Stems of all its words that say something. */
  contentWords: ReadonlySet<string>;
  /** What is looked up in the index of passages. */
  query: string;
}

/** What only a person can say: a declaration, a consent, a signature's date. No document says it in their place. */
const attestation =
  /\b(?:I|we) (?:hereby )?(?:declare|confirm|certify|agree|consent|accept|acknowledge|undertake|attest|warrant)\b|\b(?:this|the) declaration\b|\bsign(?:ed|ature) (?:on|date)\b|\bdo you (?:agree|consent|confirm|accept (?:the|our|these|this))\b|\bIch (?:erkläre|bestätige|versichere|stimme)\b/iu;

/** Understands a question; undefined where no document can answer it. */
export function askedBy(question: VersionQuestion): Asked | undefined {
  const { type, text, key } = question;
  if (type === 'FILE' || type === 'ATTESTATION' || attestation.test(text)) {
    return undefined;
  }
  const keyText = key.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/[_.-]/g, ' ');
  const terms = termsOf(text);
  const keyTerms = termsOf(keyText);
  const concept = conceptOf(question, terms, keyTerms);
  const related = new Set(stemsOf(`${concept?.related ?? ''} ${concept?.labels.join(' ') ?? ''}`));
  return {
    question,
    concept,
    required: concept ? requiredWith(concept, terms, keyTerms) : [],
    named: terms.concepts,
    parties: terms.parties,
    narrowing: new Set(
      [...terms.words].filter((word) => !related.has(word) && !(type === 'NUMBER' && unitWords.has(word))),
    ),
    contentWords: terms.contentWords,
    query: queryOf([
      text,
      keyText,
      ...(concept ? [...concept.labels, concept.related ?? '', ...proseWordsOf(concept)] : []),
      ...(type.endsWith('CHOICE') ? question.options : []),
    ]),
  };
}

/** Each word once; so many words find enough. */
function queryOf(texts: readonly string[]): string {
  const text = texts.join(' ');
  const byStem = new Map(wordsOf(text).map(({ stem, start, end }) => [stem, text.slice(start, end)]));
  return [...byStem.values()].slice(0, 150).join(' ');
}

function conceptOf({ type, text, key }: VersionQuestion, terms: Terms, keyTerms: Terms): Concept | undefined {
  const fitting = concepts.filter(({ types }) => types.includes(type));
  const asking = fitting.filter(({ asked }) => asked?.test(text));
  const named = fitting.filter(({ id }) => terms.concepts.has(id));
  const inKey = fitting.filter(
    ({ id }) => keyTerms.concepts.has(id) || id === fold(key).replaceAll(/[_.]/g, '-'),
  );
  const candidates = asking.length > 0 ? asking : named.length > 0 ? named : inKey;
  if (candidates.length <= 1) {
    return candidates[0];
  }
  const agreed = candidates.filter(
    (candidate) => inKey.includes(candidate) || (asking.length > 0 && named.includes(candidate)),
  );
  if (agreed.length === 1) {
    return agreed[0];
  }
  // "Email address of the MLRO" asks for the address; whose it is narrows it.
  const attributes = candidates.filter(({ shape }) => shape !== 'person' && shape !== 'people');
  return attributes.length === 1 ? attributes[0] : undefined;
}

/** Roles that the question or its key names beside what it asks for. */
function requiredWith(concept: Concept, terms: Terms, keyTerms: Terms): string[] {
  const roles = [...terms.concepts, ...keyTerms.concepts].filter((id) => {
    const shape = conceptById.get(id)?.shape;
    return id !== concept.id && id !== 'full-name' && (shape === 'person' || shape === 'people');
  });
  return concept.shape === 'people' || concept.types.includes('BOOLEAN') ? [] : [...new Set(roles)];
}
