import countries from 'i18n-iso-countries/index.js';
import danish from 'i18n-iso-countries/langs/da.json' with { type: 'json' };
import german from 'i18n-iso-countries/langs/de.json' with { type: 'json' };
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import spanish from 'i18n-iso-countries/langs/es.json' with { type: 'json' };
import french from 'i18n-iso-countries/langs/fr.json' with { type: 'json' };
import italian from 'i18n-iso-countries/langs/it.json' with { type: 'json' };
import dutch from 'i18n-iso-countries/langs/nl.json' with { type: 'json' };
import polish from 'i18n-iso-countries/langs/pl.json' with { type: 'json' };
import portuguese from 'i18n-iso-countries/langs/pt.json' with { type: 'json' };
import swedish from 'i18n-iso-countries/langs/sv.json' with { type: 'json' };
import { onFirstUse } from '../runtime/on-first-use.ts';
import { demonyms, parts } from './country-words.ts';
import { foldText } from './words.ts';

const languages = [spanish, french, italian, dutch, polish, portuguese, swedish, danish];

/** Names and adjectives with the code of their country. */
const known = onFirstUse(() => {
  for (const language of [english, german, ...languages]) {
    countries.registerLocale(language);
  }
  const codes = new Map<string, string>();
  /** Adjectives that German writes with a small letter. */
  const smallNames = new Set<string>();
  // A name that means different countries in two languages is that of the first.
  addNamesIn('en');
  addNamesIn('de');
  for (const [name, code] of Object.entries(parts)) {
    add(name, code);
  }
  for (const [code, names] of Object.entries(demonyms)) {
    for (const name of names) {
      const isGerman = /(?:isch|deutsch)$/.test(name);
      const forms = isGerman ? ['', 'e', 'er', 'en', 'es', 'em'].map((ending) => name + ending) : [name];
      for (const form of forms) {
        add(form, code);
        if (isGerman) {
          smallNames.add(keyOf(form));
        }
      }
    }
  }
  for (const { locale } of languages) {
    addNamesIn(locale);
  }
  return {
    codes,
    smallNames,
    longestName: Math.max(...[...codes.keys()].map((name) => name.split(' ').length)),
  };

  function addNamesIn(language: string): void {
    for (const [code, names] of Object.entries(countries.getNames(language, { select: 'all' }))) {
      // A code is distinguished from a word by its position and its capitals.
      for (const name of names.filter((one) => !/^[A-Z.]+$/.test(one))) {
        add(name, code);
      }
    }
  }

  /**
   * The first country with a name keeps it. A name of one word may appear in the genitive: the law of Germany is `das Recht
   * Deutschlands`.
   */
  function add(name: string, code: string): void {
    const key = keyOf(name);
    for (const form of key.includes(' ') ? [key] : [key, `${key}s`]) {
      if (!codes.has(form)) {
        codes.set(form, code);
      }
    }
  }
});

function keyOf(name: string): string {
  return wordsIn(name)
    .map((word) => foldText(word))
    .join(' ');
}

function wordsIn(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/**
 * Whether a text names a country: by its name in a language of Europe, by the name of a part of it whose law documents refer
 * to, by its adjective, or by its code in capitals. Indirect references, such as a city or a register, do not count.
 */
export const namesCountry = (code: string, text: string): boolean =>
  countriesByName(text).has(code) || countriesByCode(text).has(code);

/** The longest name counts: the British Virgin Islands are not the United Kingdom. */
function countriesByName(text: string): Set<string | undefined> {
  const { codes, smallNames, longestName } = known();
  const words = wordsIn(text);
  const keys = words.map((word) => foldText(word));
  const found = new Set<string | undefined>();
  for (let at = 0; at < words.length; ) {
    const length = longestNameAt(at);
    const name = keys.slice(at, at + length).join(' ');
    // A turkey and a jersey are not countries.
    if (length > 0 && (smallNames.has(name) || /^\p{Lu}/u.test(words[at] ?? ''))) {
      found.add(codes.get(name));
    }
    at += Math.max(length, 1);
  }
  return found;

  function longestNameAt(at: number): number {
    let length = Math.min(longestName, words.length - at);
    while (length > 0 && !codes.has(keys.slice(at, at + length).join(' '))) {
      length -= 1;
    }
    return length;
  }
}

/** A label whose value is a code, with nothing between them. */
const label =
  /(?:countr(?:y|ies)|nationality|citizenship|jurisdiction|land|staat|nationalit(?:ä|ae)t|angeh(?:ö|oe)rigkeit|code)\s+$/iu;

/**
 * Codes in a position of their own: after a label, in a cell or in brackets. `AG`, `IT` and `NO` are words elsewhere, and
 * `Wilmington, DE` is in Delaware. Only the abbreviations of the United Kingdom and the United States are not other words as
 * well.
 */
function countriesByCode(text: string): Set<string | undefined> {
  const plain = text.replaceAll(
    /\bU\.\s?(K|S)\.?(\s?A\b\.?)?/g,
    (_, second, third) => `U${second}${third ? 'A' : ''}`,
  );
  const isAllCapitals = !/\p{Ll}/u.test(plain);
  const found = [...plain.matchAll(/(?<![\p{L}\p{M}\p{N}])[A-Z]{2,3}(?![\p{L}\p{M}\p{N}])/gu)].filter(
    ({ 0: code, index }) => {
      const [before, after] = [plain.slice(0, index), plain.slice(index + code.length)];
      const isAfterLabel = /(?:^|[:|=([])\s*$/.test(before) || label.test(before);
      const isShortName = /^(?:UK|USA?|UAE)$/.test(code) && !isAllCapitals;
      return isShortName || (isAfterLabel && /^\s*(?:$|[|.,;)\]])/.test(after));
    },
  );
  return new Set(found.map(([code]) => shortNames[code] ?? countries.toAlpha2(code)));
}

/** Abbreviations of countries in addition to the codes of ISO 3166-1. */
const shortNames: Readonly<Record<string, string>> = { UK: 'GB', UAE: 'AE' };

/** The one country that a value names; `undefined` if it names none or several. */
export function readCountry(value: string): string | undefined {
  const text = value.trim().replace(/[.;,]+$/, '');
  // The passport of Germany writes it like this.
  const found = /^D<*$/.test(text) ? new Set(['DE']) : countriesByName(text);
  const named = found.size > 0 ? found : countriesByCode(text);
  return named.size === 1 ? [...named][0] : undefined;
}

/** How many countries a text names. */
export const countCountries = (text: string): number => countriesByName(text).size;
