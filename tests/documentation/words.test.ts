import { glob, readFile } from 'node:fs/promises';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { expect, it } from 'vitest';
import { quotas } from '../../src/domain/quotas.ts';
import { errorCodes } from '../../src/errors.ts';
import { settingDefinitions } from '../../src/settings/setting-definitions.ts';
import { markdownFiles, readMarkdown, root, withoutCode } from './markdown.ts';

/** Phrases that a native reader stumbles over, with what to write instead. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\bdoors?\b/i, 'API, endpoint or adapter'],
  [/\b(?:tells?|told) (?:of|about|when|whether|where|which)\b/i, 'reports, describes'],
  [/\b(?:how|where) (?:it|they|the \w+|a \w+) stands?\b/i, 'status'],
  [/\bunless (?:said|a send says|the send says)\b/i, '“Defaults to …”'],
  [/\bunder way\b/i, 'in progress'],
  [/\b(?:comes? to be|came of it|became of|came to)\b/i, 'is created, result, outcome'],
  [/\bthings?\b/i, 'resource, or the noun itself'],
  [
    /\b(?:given up|mended|spelt|hung in|taken back|brought along)\b/i,
    'abandoned, fixed, written, revoked, …',
  ],
  [/\bwhat (?:it|they) (?:is|are|takes?) for\b/i, '“Purpose.”'],
  [/\bwhat it takes\b/i, 'accepted values'],
  [/\bTakes (?:the|a|an) (?:scope|key|`)/i, '“Requires the `ADMIN` scope.”'],
  [/\banswers (?:with )?\d{3}\b/i, 'returns, responds with'],
  [/\b(?:refusals?|worthless)\b/i, 'rejected, error, revoked'],
  [/\b(?:somebody|nobody|anybody|somebody else)\b/i, 'another user, no one, anyone'],
  [/\bthere is no such\b/i, '“The resource does not exist.”'],
  [/\bnull (?:where|unless it did)\b/i, '“`null` if there is none.”'],
  [/\b(?:meanwhile|for good)\b/i, 'in the meantime, permanently, immediately'],
  [
    /\b(?:link|key|session) (?:that )?(?:lives|is dead)\b|\bdead links?\b/i,
    'is valid, expires, expired link',
  ],
  [/\b(?:wholly or not|never half of)\b/i, 'atomically: all or nothing'],
  [/\b(?:requests?|lines?|files?|times?) an? (?:minute|second|hour|request|file)\b/i, 'per minute'],
  [/\b(?:a|the|one|each|every|this|that) mails?\b(?!\s+server)|\bmails\b/i, 'email, emails'],
  [/\bits place in the list\b/i, 'cursor'],
  [/\bas one types\b|\blets? one\b/i, 'you, the user'],
  [/\b(?:asked for|yet to come)\b/i, 'requested, pending, future'],
  [/\bswitched (?:on|off)\b/i, 'enabled, disabled'],
  [/\b(?:has|have|had|was|were|is|are) begun\b/i, 'started'],
  [/\btaken in\b|\bbroke off\b/i, 'received, interrupted'],
];

const findPhrases = (place: string, text: string): string[] =>
  phrases.flatMap(([phrase, better]) => {
    const found = phrase.exec(text)?.[0];
    return found === undefined ? [] : [`${place}: “${found}”; write: ${better}`];
  });

/** Every description of the schema, from which REST's reference is derived too, with the name of its type. */
async function schemaDescriptions(): Promise<(readonly [string, string])[]> {
  const schema = buildSchema(await readFile(`${root}schema.graphql`, 'utf8'));
  const found: (readonly [string, string])[] = [];
  const walk = (value: unknown, place: string): void => {
    if (Array.isArray(value)) {
      for (const item of value) walk(item, place);
    } else if (typeof value === 'object' && value !== null) {
      const { name, description } = value as { name?: unknown; description?: unknown };
      const here = typeof name === 'string' ? `${place}.${name}` : place;
      if (typeof description === 'string') found.push([here, description]);
      for (const item of Object.values(value)) walk(item, here);
    }
  };
  walk(
    introspectionFromSchema(schema).__schema.types.filter(({ name }) => !name.startsWith('__')),
    'schema',
  );
  return found;
}

/** The texts in quotes of a source file that are sentences: error messages, log lines and help. */
const sentencesIn = (source: string): string[] =>
  [...source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').matchAll(/'([^'\n]+)'|`([^`]+)`|"([^"\n]+)"/g)]
    .map(([, single, template, double]) =>
      (single ?? template ?? double ?? '').replaceAll(/\$\{[^}]*\}/g, '…'),
    )
    .filter((text) => / [a-z]+ /.test(text) && !/\b(?:SELECT|UPDATE|INSERT|DELETE|CREATE|WITH) /.test(text));

/** What clients, recipients and operators can read, with where it is from. */
async function publicTexts(): Promise<(readonly [string, string])[]> {
  const texts: (readonly [string, string])[] = await schemaDescriptions();
  for (const path of await markdownFiles()) {
    texts.push([path, withoutCode(await readMarkdown(path))]);
  }
  for (const { name, meaning, fallback } of settingDefinitions) {
    texts.push([name, `${fallback}. ${meaning}`]);
  }
  for (const [code, { meaning }] of Object.entries(errorCodes)) {
    texts.push([code, meaning]);
  }
  for (const [name, quota] of Object.entries(quotas)) {
    texts.push([name, Object.values(quota).join('. ')]);
  }
  for await (const path of glob('src/**/*.{ts,js}', { cwd: root })) {
    if (!/^src\/database\/client\/|\.generated\.|-de\.ts$|^src\/autofill\/labels\//.test(path)) {
      texts.push([path, sentencesIn(await readFile(`${root}${path}`, 'utf8')).join('\n')]);
    }
  }
  return texts;
}

it('no public text contains a phrase that a native reader stumbles over', async () => {
  const texts = await publicTexts();
  expect(texts.length).toBeGreaterThan(1_000);
  expect(texts.flatMap(([place, text]) => findPhrases(place, text))).toEqual([]);
});

it.each([
  ['Works through both doors.', 'doors'],
  ['50 unless said.', 'unless said'],
  ['There is no such path.', 'There is no such'],
  ['A send under way holds a credit.', 'under way'],
  ['Null where there is none.', 'Null where'],
  ['Takes the scope ADMIN.', 'Takes the scope'],
  ['The thing is in another state.', 'thing'],
  ['Sends the mail with a link.', 'the mail'],
  ['300 requests a minute.', 'requests a minute'],
])('“%s” is reported for “%s”', (text, phrase) => {
  expect(findPhrases('here', text)).toEqual([expect.stringMatching(`^here: “${phrase}”; write: `)]);
});

it('“Mail server”, “anything” and “per minute” are not reported', () => {
  expect(findPhrases('here', 'The mail server accepts anything, 300 requests per minute.')).toEqual([]);
});
