import type { VersionContent, VersionQuestion, VersionSection } from './read-version.ts';

/** A question in the language that is shown. Its `options` stay what answers are, whatever the language. */
export interface LocalQuestion extends VersionQuestion {
  /** What is shown of the options, in their order. */
  optionTexts: readonly string[];
  /** The languages of those texts that are missing in the language that is shown. */
  fallbacks: Partial<Record<'text' | 'helpText' | 'options', string>>;
}

/** A section in the language that is shown. */
export interface LocalSection extends Omit<VersionSection, 'questions'> {
  questions: LocalQuestion[];
  /** The language of the title, if it is missing in the language that is shown. */
  titleFallback: string | undefined;
}

/** A version with its texts in the language that is shown; what is missing in it is in the questionnaire's own. */
export interface LocalVersion extends Omit<VersionContent, 'sections' | 'questions'> {
  sections: LocalSection[];
  questions: LocalQuestion[];
  /** The language that is shown, as a BCP 47 tag. */
  shownLanguage: string;
}

/** The language without its region: readers of `de` understand `de-CH`. */
const baseOf = (tag: string): string => tag.split('-', 1)[0]?.toLowerCase() ?? '';

/**
 * The language in which a reader is shown a questionnaire: its own if the reader's is that, otherwise the reader's if
 * there are texts in it, and otherwise its own.
 *
 * @param language the reader's, as a BCP 47 tag
 */
export function shownLanguage(version: VersionContent, language: string): string {
  if (baseOf(version.language) === baseOf(language)) {
    return version.language;
  }
  const tags = [version, ...version.sections, ...version.questions].flatMap(({ texts }) =>
    Object.keys(texts),
  );
  return (
    tags.find((tag) => tag === language) ??
    tags.find((tag) => baseOf(tag) === baseOf(language)) ??
    version.language
  );
}

/** A version as it is shown to a reader of the language. */
export function localise(version: VersionContent, language: string): LocalVersion {
  const shown = shownLanguage(version, language);
  const isOwn = shown === version.language;
  const fallback = (text: unknown) => (isOwn || text !== undefined ? undefined : version.language);

  const localQuestion = (question: VersionQuestion): LocalQuestion => {
    const { text, helpText, options } = (isOwn ? undefined : question.texts[shown]) ?? {};
    const fallbacks = Object.entries({ text, helpText, options }).flatMap(([name, local]) => {
      const own = fallback(local);
      return own === undefined ? [] : [[name, own] as const];
    });
    return {
      ...question,
      text: text ?? question.text,
      helpText: question.helpText === null ? null : (helpText ?? question.helpText),
      optionTexts: options ?? question.options,
      fallbacks: Object.fromEntries(fallbacks),
    };
  };
  const sections = version.sections.map(({ questions, ...section }) => {
    const { title } = (isOwn ? undefined : section.texts[shown]) ?? {};
    return {
      ...section,
      title: title ?? section.title,
      titleFallback: fallback(title),
      questions: questions.map(localQuestion),
    };
  });
  const { name, description } = (isOwn ? undefined : version.texts[shown]) ?? {};
  return {
    ...version,
    name: name ?? version.name,
    description: description ?? version.description,
    sections,
    questions: sections.flatMap(({ questions }) => questions),
    shownLanguage: shown,
  };
}

/** The questionnaire's name as it is shown to a reader of the language. */
export const localName = (version: VersionContent, language: string): string =>
  version.texts[shownLanguage(version, language)]?.name ?? version.name;
