import countries from 'i18n-iso-countries';
import { demonyms, parts } from '../../../reading/country-words.ts';
import { wordsOf } from '../text/words.ts';

const byName = new Map<string, string>();
const byDemonym = new Map<string, string>();
let maxNameWords = 1;

/** Names are compared whole, so that words need no stem; case and accents do not count. */
const keyOf = (name: string): string =>
  wordsOf(name)
    .map(({ stem }) => stem)
    .join(' ');

/** Aliases of two letters, such as "us", are words of their own in running text. */
for (const language of ['en', 'de']) {
  for (const [code, names] of Object.entries(countries.getNames(language, { select: 'all' }))) {
    for (const name of names) {
      add(byName, name, code);
    }
  }
}
for (const [name, code] of Object.entries(parts)) {
  add(byName, name, code);
}
for (const [code, names] of Object.entries(demonyms)) {
  for (const name of names) {
    for (const ending of ['', 'e', 'er', 'en', 'r']) {
      add(byDemonym, `${name}${ending}`, code);
    }
  }
}

function add(names: Map<string, string>, name: string, code: string): void {
  const key = keyOf(name);
  if (key.length > 2) {
    names.set(key, code);
    maxNameWords = Math.max(maxNameWords, key.split(' ').length);
  }
}

/** All countries that a text names, in their order; each once. */
export function countriesIn(text: string): string[] {
  return namesIn(text, byName);
}

function namesIn(text: string, names: ReadonlyMap<string, string>): string[] {
  const words = wordsOf(text);
  const found = new Set<string>();
  for (let index = 0; index < words.length; ) {
    let taken = 1;
    for (let length = Math.min(maxNameWords, words.length - index); length > 0; length -= 1) {
      const run = words.slice(index, index + length);
      const code = names.get(run.map(({ stem }) => stem).join(' '));
      const first = text[run[0]?.start ?? 0] ?? '';
      // "turkey" and "jersey" are words as well; "Guinea" is none of them.
      if (code !== undefined && first !== first.toLowerCase()) {
        found.add(code);
        taken = length;
        break;
      }
    }
    index += taken;
  }
  return [...found];
}

/** The one country that a value names: by its name, its code, or what its nationals are called. */
export function readCountry(value: string): string | undefined {
  const text = value.trim().replace(/[.;,]+$/, '');
  const code = /^(?:\p{Lu}{2,3})$/u.exec(text)?.[0];
  if (code !== undefined) {
    return code === 'UK' ? 'GB' : (countries.toAlpha2(code) ?? undefined);
  }
  if (/^D<*$/.test(text)) {
    return 'DE';
  }
  const named = countriesIn(text);
  if (named.length > 0) {
    return named.length === 1 ? named[0] : undefined;
  }
  const words = wordsOf(text);
  const own = byDemonym.get(words.map(({ stem }) => stem).join(' '));
  if (own !== undefined) {
    return own;
  }
  const capitalised = text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  const nationals = words.length <= 6 ? namesIn(capitalised, byDemonym) : [];
  return nationals.length === 1 ? nationals[0] : undefined;
}
