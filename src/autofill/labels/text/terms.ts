import { otherParties, stopWords } from '../vocabulary/common.ts';
import { concepts } from '../vocabulary/index.ts';
import { stemsOf, type Word, wordsOf } from './words.ts';

/** What a short text is about: known concepts, other parties it names, and the words that are neither. */
export interface Terms {
  concepts: ReadonlySet<string>;
  parties: ReadonlySet<string>;
  /** Stems of the words that say something and belong to no known phrase. */
  words: ReadonlySet<string>;
  /** Stems of all words that say something. */
  contentWords: ReadonlySet<string>;
}

interface Phrase {
  concepts: string[];
  parties: string[];
}

const maxPhraseWords = 12;

const phrases = new Map<string, Phrase>();

function phraseOf(label: string): Phrase {
  const key = stemsOf(label).join(' ');
  const known = phrases.get(key) ?? { concepts: [], parties: [] };
  phrases.set(key, known);
  return known;
}

for (const { id, labels } of concepts) {
  for (const label of labels) {
    const phrase = phraseOf(label);
    if (!phrase.concepts.includes(id)) {
      phrase.concepts.push(id);
    }
  }
}
for (const [party, labels] of Object.entries(otherParties)) {
  for (const label of labels) {
    phraseOf(label).parties.push(party);
  }
}

interface FoundPhrase extends Phrase {
  wordCount: number;
}

/** The longest known phrase that begins at a word. */
function phraseAt(words: readonly Word[], index: number): FoundPhrase | undefined {
  for (let wordCount = Math.min(maxPhraseWords, words.length - index); wordCount > 0; wordCount -= 1) {
    const key = words
      .slice(index, index + wordCount)
      .map(({ stem }) => stem)
      .join(' ');
    const phrase = phrases.get(key);
    if (phrase) {
      return { ...phrase, wordCount };
    }
  }
  return undefined;
}

/** Reads what a label, a heading, a question or a sentence is about. */
export function termsOf(text: string): Terms {
  const words = wordsOf(text);
  const found = { concepts: new Set<string>(), parties: new Set<string>(), words: new Set<string>() };
  for (let index = 0; index < words.length; ) {
    const phrase = phraseAt(words, index);
    if (phrase) {
      for (const concept of phrase.concepts) {
        found.concepts.add(concept);
      }
      for (const party of phrase.parties) {
        found.parties.add(party);
      }
      index += phrase.wordCount;
      continue;
    }
    const stem = words[index]?.stem ?? '';
    if (saysSomething(stem)) {
      found.words.add(stem);
    }
    index += 1;
  }
  return { ...found, contentWords: new Set(words.map(({ stem }) => stem).filter(saysSomething)) };
}

const saysSomething = (stem: string): boolean =>
  !stopWords.has(stem) && (stem.length > 1 || /\d/.test(stem)) && !/^\d{1,2}$/.test(stem);

/** Whether a text is the name of something known and nothing else, such as "Registered office" or "Sitz der Gesellschaft". */
export function isKnownLabel(text: string): boolean {
  const parts = text
    .replace(/\s*\(\d{1,2}\)$/, '')
    .split(/[/,]| \(|\)/)
    .filter((part) => /\p{L}/u.test(part));
  return parts.length > 0 && parts.length <= 4 && parts.some(isOneLabel) && parts.every(isLabelOrTranslation);
}

function isOneLabel(text: string): boolean {
  const words = wordsOf(text);
  const phrase = phraseAt(words, 0);
  return phrase !== undefined && phrase.concepts.length > 0 && phrase.wordCount === words.length;
}

/** Identity documents give each label in several languages, of which the vocabulary knows two. */
const isLabelOrTranslation = (text: string): boolean => wordsOf(text).length <= 5 && !/\d/.test(text);

/** Where the known label that a line begins with ends; undefined where it begins with none, or is nothing else. */
export function labelAtStart(line: string): number | undefined {
  const words = wordsOf(line.slice(0, 160));
  const phrase = phraseAt(words, 0);
  const last = phrase && words[phrase.wordCount - 1];
  return last && phrase.concepts.length > 0 && phrase.wordCount < words.length ? last.end : undefined;
}
