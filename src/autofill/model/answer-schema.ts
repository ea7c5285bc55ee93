import { z } from 'zod';
import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import { keyOf } from './prompt.ts';

/** Servers compile a schema into a grammar and reject big ones; a choice with more text than this is only checked here. */
const maxOptionCharacters = 4_000;

/**
 * The schema of a batch's answer for servers that restrict a model to one: each question's key with an answer of the question's
 * own type, or `null`. It uses only features that such servers have in common.
 */
export function answerSchema(questions: readonly VersionQuestion[]): z.core.JSONSchema.JSONSchema {
  const answers = Object.fromEntries(
    questions.map((question, index) => [
      keyOf(index),
      z
        .object({
          passage: z.number(),
          quote: z.string(),
          value: valueSchema(question),
          confidence: z.number(),
        })
        .nullable(),
    ]),
  );
  const { $schema: _dialect, ...schema } = z.toJSONSchema(z.object(answers));
  return schema;
}

function valueSchema({ type, options }: VersionQuestion): z.ZodType {
  switch (type) {
    case 'NUMBER':
    case 'PERCENTAGE':
      return z.number();
    case 'BOOLEAN':
      return z.boolean();
    case 'DATE':
      return z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/);
    case 'COUNTRY':
      return z.string().regex(/^[A-Z]{2}$/);
    case 'COUNTRIES':
      return z.array(z.string().regex(/^[A-Z]{2}$/));
    case 'SINGLE_CHOICE':
      return choiceSchema(options);
    case 'MULTI_CHOICE':
      return z.array(choiceSchema(options));
    default:
      return z.string();
  }
}

const choiceSchema = (options: readonly string[]): z.ZodType =>
  options.join('').length <= maxOptionCharacters ? z.enum(options) : z.string();

const reply = z.record(z.string(), z.unknown());

/**
 * The model's answer for each key, before any of it is checked; `undefined` if the reply has a different shape from the one
 * requested. One bad answer must not cost the good ones beside it, so each is read on its own afterwards.
 */
export function readReply(value: unknown, questionCount: number): Record<string, unknown> | undefined {
  const { data } = reply.safeParse(value);
  const keys = Array.from({ length: questionCount }, (_, index) => keyOf(index));
  const isReply = data && (Object.keys(data).length === 0 || keys.some((key) => Object.hasOwn(data, key)));
  return isReply ? data : undefined;
}
