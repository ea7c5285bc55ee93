import {
  type AutofillEngine,
  AutofillEngineError,
  type FindAnswersRequest,
  type ProposedAnswer,
} from '../../domain/autofill/engine.ts';
import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import { createFairShare } from '../../runtime/fair-share.ts';
import { answerSchema, readReply } from './answer-schema.ts';
import { askRepeatedly, type RepeatLimits } from './ask-repeatedly.ts';
import { type AskModel, createChatModel } from './chat-model.ts';
import { type ChoosePassages, preparePassages } from './choose-passages.ts';
import { WrongShapeError } from './failures.ts';
import { composePrompt, instructions } from './prompt.ts';
import { readAnswers } from './read-answers.ts';

interface ModelEngineLimits extends RepeatLimits {
  maxQuestionsPerBatch: number;
  /** Max batches of one tenant that the model processes concurrently; for all tenants together, four times as many. */
  maxConcurrentBatches: number;
  /**
   * Max characters of passages in one prompt: with its questions and answer it fits a model with a context of 16,000 tokens.
   */
  maxPassageCharacters: number;
  /** Max size of one HTTP response; any reasoning that the model returns is part of it. */
  maxAnswerBytes: number;
}

const defaultLimits: ModelEngineLimits = {
  maxAttempts: 4,
  // A run ends after 90 seconds: enough time for a second request to a server that did not respond.
  requestTimeoutMs: 40_000,
  firstWaitMs: 1_000,
  maxWaitMs: 20_000,
  maxQuestionsPerBatch: 10,
  maxConcurrentBatches: 3,
  maxPassageCharacters: 24_000,
  maxAnswerBytes: 4 * 1024 * 1024,
};

export interface ModelEngineOptions {
  /** Base URL of an OpenAI-compatible API, up to and including `/v1`. */
  url: string;
  model: string;
  apiKey?: string | undefined;
  limits?: Partial<ModelEngineLimits>;
}

/**
 * Finds answers with a model behind any OpenAI-compatible chat completions endpoint. The passages in which questions are likely
 * to be answered are sent, and answers with quotes are returned. Of these, only those are proposed whose quote appears in what
 * was sent and, as far as that can be determined, states the value. The model has no tools, so a text that gives it orders can
 * at most change answers: to a text, number, date, country, address or option that some words of a document contain and, since
 * the meaning of a sentence cannot be determined from its letters, to either yes or no.
 *
 * Questions are sent in batches, and tenants that wait with theirs are served one after the other. If one batch fails
 * permanently, the whole search fails and the other batches are abandoned: otherwise, some of the answers would look like
 * everything that the documents contain. The search also fails when the signal is aborted, within moments: with the last
 * failure or, if there was none, with the signal's reason. It never leaves a request open. Errors contain nothing from the
 * documents, from the model's answers, or from the key and address, and nothing is logged.
 */
export function createModelEngine(options: ModelEngineOptions): AutofillEngine {
  const limits = { ...defaultLimits, ...options.limits };
  const ask = createChatModel({
    url: options.url,
    model: options.model,
    apiKey: options.apiKey,
    maxAnswerBytes: limits.maxAnswerBytes,
  });

  const share = createFairShare({
    name: 'requests to the model',
    slots: 4 * limits.maxConcurrentBatches,
    maxPerTenant: limits.maxConcurrentBatches,
  });

  return {
    name: 'MODEL',

    findAnswers: async (request) => {
      const abandoned = new AbortController();
      const signal = AbortSignal.any([request.signal, abandoned.signal]);
      try {
        const choosePassages = await preparePassages({
          documents: request.documents,
          budgetCharacters: limits.maxPassageCharacters,
          signal,
        });
        const answers = batchesOf(request, limits).map((questions) =>
          share
            .run(
              request.tenantId,
              () => answerBatch({ ...request, questions, signal, choosePassages, ask, limits }),
              { signal },
            )
            .catch((error) => {
              abandoned.abort(error);
              throw error;
            }),
        );
        return (await Promise.all(answers)).flat();
      } catch (error) {
        if (request.signal.aborted) {
          throw error instanceof AutofillEngineError && error !== request.signal.reason ? error : outOfTime();
        }
        // Whatever ended the other batches, the first failure is the one that counts.
        throw abandoned.signal.reason ?? error;
      }
    },
  };
}

/** The questions that can be asked, in their order. Questions for files cannot be answered from the text of files. */
function batchesOf(
  request: FindAnswersRequest,
  { maxQuestionsPerBatch }: ModelEngineLimits,
): VersionQuestion[][] {
  const questions = request.questions.filter(({ type }) => type !== 'FILE' && type !== 'ATTESTATION');
  return Array.from({ length: Math.ceil(questions.length / maxQuestionsPerBatch) }, (_, index) =>
    questions.slice(index * maxQuestionsPerBatch, (index + 1) * maxQuestionsPerBatch),
  );
}

const outOfTime = () =>
  new AutofillEngineError('The model did not answer all questions within the time limit.');

async function answerBatch(
  options: FindAnswersRequest & { choosePassages: ChoosePassages; ask: AskModel; limits: RepeatLimits },
): Promise<ProposedAnswer[]> {
  const { questions, subject, signal, choosePassages, ask, limits } = options;
  signal.throwIfAborted();
  const passages = await choosePassages(questions);
  if (passages.length === 0) {
    return [];
  }
  const prompt = composePrompt({ subject, questions, passages });
  const schema = answerSchema(questions);
  const reply = await askRepeatedly({
    limits,
    signal,
    ask: async (requestSignal) => {
      const answer = await ask({ instructions, prompt, schema, signal: requestSignal });
      const read = readReply(answer, questions.length);
      if (!read) {
        throw new WrongShapeError();
      }
      return read;
    },
  });
  return readAnswers({ reply, questions, passages });
}
