/** What the words of a language look like if they have more than ASCII. */
interface Language {
  /** Its letters beyond ASCII, in lower case. */
  letters: string;
  /** Sequences that its words never contain, in lower case. */
  never?: RegExp;
}

const vowels = 'aeiouyáéíóúàèìòùâêîôûäëïöüãõåæøœąęěůűőăı';

const hasVowel = new RegExp(`[${vowels}ýÿāēīūėįų]`, 'u');

/** By a short name; Danish, Norwegian and Swedish count as one language here, and so do Croatian, Slovene and Bosnian. */
export const languages: Readonly<Record<string, Language>> = {
  de: { letters: 'äöüß', never: /^ß/u },
  fr: { letters: 'àâæçéèêëîïôœùûüÿ', never: /ê(?![tmlncrvpqgb])|[œæ]$|ÿ[^s]/u },
  es: { letters: 'áéíñóúü', never: new RegExp(`ñ(?![${vowels}])`, 'u') },
  pt: { letters: 'áâãàçéêíóôõúü', never: /õ(?!e)|ã(?![oeis]|$)|[kwy]/u },
  it: { letters: 'àèéìòù', never: /[àèéìòù]./u },
  nl: { letters: 'áéèëïóöü' },
  scandinavian: { letters: 'æøåäöéü', never: /æ$/u },
  fi: { letters: 'äöåšž' },
  ca: { letters: 'àçèéíïòóúü' },
  is: { letters: 'áðéíóúýþæö', never: /^ð|þ$/u },
  pl: { letters: 'ąćęłńóśźż', never: new RegExp(`[ńćśź][${vowels}]|^[ąęń]`, 'u') },
  cs: { letters: 'áčďéěíňóřšťúůýž' },
  sk: { letters: 'áäčďéíĺľňóôŕšťúýž', never: new RegExp(`^[ĺŕ]|[ĺŕ][${vowels}]`, 'u') },
  hu: { letters: 'áéíóöőúüű' },
  ro: { letters: 'ăâîşţșț' },
  'south-slavic': { letters: 'čćđšž' },
  tr: {
    letters: 'çğıöşüâîû',
    // The soft g follows a vowel.
    never: /(?:^|[^aeıioöuüâîû])ğ/u,
  },
  lt: { letters: 'ąčęėįšųūž' },
  lv: { letters: 'āčēģīķļņšūž' },
  et: { letters: 'äõöüšž' },
  ru: {
    letters: 'абвгдежзийклмнопрстуфхцчшщъыьэюяё',
    never: /^[ъыь]|[аеёиоуыэюяъйь][ъь]|[бвгджзйклмнпрстфхцчшщ]{5}/u,
  },
  uk: {
    letters: 'абвгдежзийклмнопрстуфхцчшщьюяіїєґ',
    never: /^ь|[аеиоуюяїєйь]ь|[бвгджзйклмнпрстфхцчшщ]{5}/u,
  },
  be: {
    letters: 'абвгдежзйклмнопрстуфхцчшыьэюяёіў',
    never: /^[ыь]|[аеёіоуыэюяйь]ь|[бвгджзйклмнпрстфхцчш]{5}/u,
  },
  bg: { letters: 'абвгдежзийклмнопрстуфхцчшщъьюя', never: /^ь|[аеиоуюяїєйь]ь|[бвгджзйклмнпрстфхцчшщ]{5}/u },
  sr: { letters: 'абвгдђежзијклљмнњопрстћуфхцчџш' },
  mk: { letters: 'абвгдѓежзѕијклљмнњопрстќуфхцчџш' },
  el: {
    letters: 'αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐ',
    never: /ς.|σ$|[βγδζθκλμνξπρστφχψ]{5}|[άέήίόύώ].*[άέήίόύώ]/u,
  },
  he: { letters: 'אבגדהוזחטיךכלםמןנסעףפץצקרשת', never: /[ךםןףץ]\p{L}/u },
  ar: { letters: 'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگ', never: /[ةى]\p{L}/u },
};

/** Letters beyond ASCII that are words by themselves. */
export const oneLetterWords = 'àáèéòóåöøőавикосуяіїйєзοηή';

/**
 * How many usual languages a language counts as. Icelandic has letters where other encodings have those of far more widespread
 * languages; that a text is Turkish shows in more than one of its own letters.
 */
export function costOfLanguage(language: string, words: readonly string[]): number {
  if (language === 'tr') {
    return new Set(words.join('').match(/[ğĞıİşŞ]/gu)).size > 1 ? 1 : 1.5;
  }
  return language === 'is' ? 2 : 1;
}

/** Whether a word can belong to a language. */
export function isWordOf(language: string, word: string): boolean {
  const { letters, never } = languages[language] ?? { letters: '' };
  const lower = word.toLocaleLowerCase(language === 'tr' ? 'tr' : 'en');
  const plain = lower.normalize('NFC');
  const isPronounceable = plain.length < 2 || !/\p{Script=Latin}/u.test(plain) || hasVowel.test(plain);
  return (
    isPronounceable &&
    [...plain].every((letter) => letter <= '\u007f' || letters.includes(letter)) &&
    !never?.test(plain)
  );
}
