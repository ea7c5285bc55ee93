import { z } from 'zod';
import { named } from '../api-types.ts';
import { boundedList } from '../bounded.ts';
import { languageTag, multiLine, optional, singleLine } from '../fields.ts';
import { findProblems } from '../parse-input.ts';

/** How many languages the texts of one object can be in, beside its own. */
export const maxLanguages = 20;

/** How many choices a question can have: more than there are countries. */
export const maxOptions = 250;

/** The texts of each object of a questionnaire, as their fields accept them in any language. */
export const textFields = {
  questionnaire: { name: singleLine({ max: 300 }), description: multiLine({ max: 5_000 }) },
  section: { title: singleLine({ max: 300 }) },
  question: {
    text: multiLine({ max: 2_000 }),
    helpText: multiLine({ max: 5_000 }),
    options: boundedList(singleLine({ max: 500 }), { max: maxOptions }),
  },
};

type Kind = keyof typeof textFields;

/** The texts of an object in one other language; what is missing is shown in the questionnaire's own. */
export type TextsOf<Of extends Kind> = {
  [Field in keyof (typeof textFields)[Of]]?:
    | ((typeof textFields)[Of][Field] extends z.ZodType<infer Text> ? Text : never)
    | undefined;
};

/** Texts by their language, a BCP 47 tag in its canonical letter case. */
export type LocalTexts<Of extends Kind> = Readonly<Record<string, TextsOf<Of>>>;

const isTexts = <Of extends Kind>(stored: unknown): stored is LocalTexts<Of> =>
  typeof stored === 'object' && stored !== null && !Array.isArray(stored);

/** Texts as `localTexts` has let them be stored. */
export const readLocalTexts = <Of extends Kind>(stored: unknown): LocalTexts<Of> =>
  isTexts<Of>(stored) ? stored : {};

/** The schema of texts in other languages. Each problem has the path of its text, such as `texts.de.title`. */
export function localTexts<Of extends Kind>(kind: Of) {
  const fields = Object.entries(textFields[kind]).map(([name, schema]) => [
    name,
    optional(schema as z.ZodType),
  ]);
  const schema = z.strictObject(Object.fromEntries(fields) as Record<string, z.ZodType>);
  const names = Object.keys(textFields[kind]).map((name) => `\`${name}\``);
  const texts = named(
    'LocalTexts',
    z.unknown().transform((value, context) => readTexts(schema, value, context) as LocalTexts<Of>),
  );
  return optional(texts)
    .transform((given): LocalTexts<Of> => given ?? {})
    .describe(
      `The same in other languages: an object with a BCP 47 tag such as \`de\` for each, at most ${maxLanguages}, whose value has any of ${names.join(', ')}. What is missing is shown in the questionnaire’s own language. Defaults to none.`,
    );
}

function readTexts(
  schema: z.ZodObject,
  value: unknown,
  context: z.RefinementCtx,
): Record<string, unknown> | typeof z.NEVER {
  const report = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    report([], 'Use an object with a language tag for each language, such as {"de": {…}}.');
    return z.NEVER;
  }
  const entries = Object.entries(value);
  if (entries.length > maxLanguages) {
    report([], `Use at most ${maxLanguages} languages.`);
    return z.NEVER;
  }
  const texts = new Map<string, unknown>();
  for (const [key, own] of entries) {
    const tag = languageTag.safeParse(key);
    if (!tag.success || texts.has(tag.data)) {
      report([key], tag.success ? 'This language is there already.' : (tag.error.issues[0]?.message ?? ''));
      continue;
    }
    const problems = findProblems(schema, own);
    for (const { path, messages } of problems) {
      report(path === '' ? [key] : [key, ...path.split('.')], messages.join(' '));
    }
    texts.set(tag.data, problems.length > 0 ? {} : withoutAbsent(schema.parse(own)));
  }
  return Object.fromEntries(texts);
}

const withoutAbsent = (texts: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));

/** What a question is called in other languages. */
export const otherTexts = ({ texts }: { texts: LocalTexts<'question'> }): string[] =>
  Object.values(texts).flatMap(({ text }) => text ?? []);
