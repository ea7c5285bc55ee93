import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import type { FindAnswersRequest, ProposedAnswer } from '../../src/domain/autofill/engine.ts';
import { keepDocumentText } from '../../src/domain/documents/document-text.ts';
import { newId } from '../../src/ids.ts';
import type { TestGateway } from '../support/gateway.ts';
import { createPrefill } from '../support/responses.ts';
import { createWorld, type World } from '../support/world.ts';

interface DocumentOptions {
  name?: string;
  /** What the document says; one that says nothing is unreadable. */
  pages?: string[];
  /** The company by default. */
  entityId?: string;
}

/** Gives an entity a document whose text was read, as an upload does. */
export async function addDocument(
  { gateway, tenant, company }: Pick<World, 'gateway' | 'tenant' | 'company'>,
  { name = 'register.pdf', pages = [], entityId = company }: DocumentOptions,
): Promise<string> {
  const id = newId();
  const readable = pages.length > 0;
  await keepDocumentText(gateway.services, id, pages);
  await gateway.services.allTenants.document.create({
    data: {
      id,
      tenantId: tenant.id,
      mode: 'LIVE',
      entityId,
      name,
      contentType: 'application/pdf',
      sizeBytes: 1,
      sha256: randomUUID(),
      readable,
      unreadableReason: readable ? null : 'Its pages are images without text.',
    },
  });
  return id;
}

type FindAnswers = (request: FindAnswersRequest) => Promise<ProposedAnswer[]>;

/** Has an engine of the test's own find the answers from here on. */
export function useEngine({ services }: TestGateway, findAnswers: FindAnswers): void {
  services.autofillEngine = { name: 'MODEL', findAnswers };
}

/** A proposal of an answer to a question of the world's questionnaire. */
export const propose = (
  { questions }: World,
  key: string,
  value: unknown,
  found: Partial<ProposedAnswer> & Pick<ProposedAnswer, 'documentId' | 'quote'>,
): ProposedAnswer => ({ questionId: questions[key]!, value, page: 1, confidence: 0.9, ...found });

/** Asks for an autofill over REST, and holds that it was taken. */
export async function startAutofill(
  { tenant }: World,
  responseId: string,
  body: object = {},
): Promise<string> {
  const answer = await tenant.rest('POST', `/responses/${responseId}/autofill/`, body);
  expect(answer).toMatchObject({
    status: 202,
    body: { response_id: responseId, status: 'processing', job_id: expect.any(String) },
  });
  return answer.body.job_id;
}

/** Someone who calls a gateway in this process or in another. */
interface Reader {
  tenant: Pick<TestGateway, 'rest'>;
}

export async function readAutofill({ tenant }: Reader, responseId: string) {
  const { body } = await tenant.rest('GET', `/responses/${responseId}/autofill/`);
  return body;
}

/** The newest run of a response once it has ended. */
export function endOfAutofill(
  reader: Reader,
  responseId: string,
  patience: { interval: number; timeout: number } = { interval: 20, timeout: 10_000 },
): Promise<any> {
  return vi.waitUntil(async () => {
    const run = await readAutofill(reader, responseId);
    return run.status !== 'processing' && run;
  }, patience);
}

/** Asks for an autofill and waits until it has ended. */
export async function autofill(world: World, responseId: string, body: object = {}) {
  await startAutofill(world, responseId, body);
  return endOfAutofill(world, responseId);
}

/** The values and sources of a response's answers by the keys of their questions. */
export async function readAnswers({ tenant }: Reader, responseId: string) {
  const { body } = await tenant.rest('GET', `/responses/${responseId}/`);
  return Object.fromEntries(
    body.answers.map(({ question_key, value, source }: any) => [question_key, { value, source }]),
  );
}

/** The types of the events in a response's audit trail with their details, oldest first. */
export async function readEvents({ tenant }: Reader, responseId: string) {
  const { body } = await tenant.rest('GET', `/responses/${responseId}/events/`);
  return body.results.map(({ type, details, actor }: any) => ({ type, details, actor })).reverse();
}

/** Keeps workers away from jobs that are made from here on, so that a test can carry them out itself. */
export function holdJobs({ services }: TestGateway): { release: () => void } {
  const { jobs } = services;
  services.jobs = {
    ...jobs,
    enqueue: (transaction, queue, newJobs) =>
      jobs.enqueue(
        transaction,
        queue,
        newJobs.map((job) => ({ ...job, startAfter: new Date('2100-01-01') })),
      ),
  };
  return {
    release: () => {
      services.jobs = jobs;
    },
  };
}

/** The newest run of a response as its row says. */
export const runOf = ({ gateway }: World, responseId: string) =>
  gateway.services.allTenants.autofillRun.findFirstOrThrow({
    where: { responseId },
    orderBy: { id: 'desc' },
  });

/** An engine that finds nothing until it is let. */
export function heldEngine(gateway: TestGateway, findAnswers: FindAnswers = async () => []) {
  const begun = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  useEngine(gateway, async (request) => {
    begun.resolve();
    await held.promise;
    return findAnswers(request);
  });
  return { begun: begun.promise, release: () => held.resolve() };
}

/** What the second page of the prepared document says. */
export const registerPage = 'Acme Trading Ltd\nhas 1,250 employees\nand is listed in London.';

/** A response of a tenant's own in PREFILL, about a company with a document, and what an engine may find in it. */
export async function prepare(gateway: TestGateway) {
  const world = await createWorld(gateway);
  const documentId = await addDocument(world, { pages: ['Cover', registerPage] });
  const responseId = await createPrefill(world);
  const find = (key: string, value: unknown, quote: string, confidence = 0.9) =>
    propose(world, key, value, { documentId, page: 2, quote, confidence });
  return { world, documentId, responseId, find };
}

/** The events that report the end of a response's runs. */
export const completedEvents = async (world: World, responseId: string) =>
  (await readEvents(world, responseId)).filter(({ type }: any) => type === 'response.autofill_completed');
