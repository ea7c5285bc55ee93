import type { AutofillRun } from '../../database/client/client.ts';
import { isDatabaseUnavailable } from '../../database/is-unavailable.ts';
import type { JobRun } from '../../jobs/jobs.ts';
import type { JobData } from '../../jobs/queues.ts';
import type { Services } from '../services.ts';
import { checkProposals } from './check-proposals.ts';
import { completeRun } from './complete-run.ts';
import { failRun } from './end-run.ts';
import { AutofillEngineError, type ProposedAnswer } from './engine.ts';
import type { FailedDocument } from './read-autofill-runs.ts';
import { readRunDocuments } from './read-run-documents.ts';
import { type RunLimits, timeLeftMs, usualLimits } from './run-limits.ts';

type AutofillServices = Pick<
  Services,
  | 'allTenants'
  | 'autofillEngine'
  | 'cipher'
  | 'clock'
  | 'extractText'
  | 'files'
  | 'eventData'
  | 'jobs'
  | 'log'
  | 'readVersion'
  | 'temporaryDir'
>;

/**
 * Carries out a run: reads its documents, has the engine find answers in them, checks these and writes them. Safe to do twice,
 * because only a run that is in progress is ended, and answers are written only when it ends.
 *
 * A failure of the engine or a timeout ends the run with the reason. Anything unexpected is thrown, so that the queue tries
 * again, until the last attempt ends the run. When the process stops, the run stays in progress, and the process that gets the
 * job next starts again.
 */
export async function runAutofill(
  services: AutofillServices,
  { runId }: JobData['autofill'],
  job: Pick<JobRun, 'signal' | 'isLastAttempt'>,
  someLimits: Partial<RunLimits> = {},
): Promise<void> {
  const limits = { ...usualLimits, ...someLimits };
  const run = await services.allTenants.autofillRun.findUnique({
    where: { id: runId, status: 'PROCESSING' },
  });
  if (!run) {
    return;
  }
  const failedDocuments: FailedDocument[] = [];
  try {
    await carryOut({ services, run, failedDocuments, signal: job.signal, limits });
  } catch (error) {
    if (job.signal.aborted) {
      throw error;
    }
    if (error instanceof AutofillEngineError) {
      services.log.warn({ runId, error }, 'An autofill run failed.');
      await failRun(services, { run, error: error.message, failedDocuments });
      return;
    }
    if (!job.isLastAttempt || isDatabaseUnavailable(error)) {
      throw error;
    }
    services.log.error({ runId, error }, 'An autofill run failed for the last time.');
    await failRun(services, {
      run,
      error:
        'The gateway could not finish reading the documents. Its operator can find the reason in the log.',
      failedDocuments,
    });
  }
}

interface CarryOutOptions {
  services: AutofillServices;
  run: AutofillRun;
  /** Filled with the documents that could not be read, which is also useful to know if the run fails. */
  failedDocuments: FailedDocument[];
  signal: AbortSignal;
  limits: RunLimits;
}

async function carryOut({ services, run, failedDocuments, signal, limits }: CarryOutOptions): Promise<void> {
  const engine = services.autofillEngine;
  const timeMs = timeLeftMs({ startedAt: run.startedAt, now: services.clock() }, limits);
  const { found, questions, documents } = await inTime(signal, { ...limits, timeMs }, async (stop) => {
    const read = await readRunDocuments(services, run, { ...limits, signal: stop });
    failedDocuments.push(...read.failedDocuments);
    if (read.documents.length === 0) {
      throw new AutofillEngineError('None of the documents could be read.');
    }
    const { questionnaireVersionId, entity: subject } = await services.allTenants.response.findUniqueOrThrow({
      where: { id: run.responseId },
      select: { questionnaireVersionId: true, entity: { select: { name: true, entityType: true } } },
    });
    const version = await services.readVersion(questionnaireVersionId);
    const proposals: ProposedAnswer[] = await engine.findAnswers({
      tenantId: run.tenantId,
      questions: version.questions,
      documents: read.documents,
      subject,
      signal: stop,
    });
    return { found: proposals, questions: version.questions, documents: read.documents };
  });
  await completeRun(services, {
    run,
    found: checkProposals({ questions, documents, proposals: found }),
    engine: engine.name,
    failedDocuments,
  });
}

/**
 * Waits for work no longer than its time limit, and stops waiting as soon as the process stops, whether or not the work heeds
 * the signal passed to it.
 *
 * @throws AutofillEngineError if the time is over
 */
async function inTime<Result>(
  processStops: AbortSignal,
  { timeMs, timeLimitMs, lastWordMs }: RunLimits & { timeMs: number },
  work: (stop: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const timeIsOver = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  const timedOut = new Promise<never>((_resolve, reject) => {
    const late = new AutofillEngineError(
      `The documents were not read within ${timeLimitMs / 1000} seconds, so nothing was filled in.`,
    );
    timers.push(
      setTimeout(() => timeIsOver.abort(late), timeMs),
      setTimeout(() => reject(late), timeMs + lastWordMs),
    );
    const leave = () => reject(processStops.reason);
    processStops.addEventListener('abort', leave, { once: true });
    if (processStops.aborted) {
      leave();
    }
  });
  try {
    return await Promise.race([work(AbortSignal.any([processStops, timeIsOver.signal])), timedOut]);
  } catch (error) {
    // An engine that is aborted throws whatever its client throws in that case.
    throw timeIsOver.signal.aborted && !(error instanceof AutofillEngineError)
      ? timeIsOver.signal.reason
      : error;
  } finally {
    timers.forEach(clearTimeout);
  }
}
