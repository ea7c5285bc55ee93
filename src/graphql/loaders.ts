import DataLoader from 'dataloader';
import {
  type Batch,
  type Entity,
  Prisma,
  type QuestionnaireVersion,
  type VerificationEvidence,
  type VerificationSession,
} from '../database/client/client.ts';
import { type AutofillRecord, readAutofillRuns } from '../domain/autofill/read-autofill-runs.ts';
import { type BatchProgress, readProgress } from '../domain/batches/read-progress.ts';
import type { TenantRows } from '../domain/context.ts';
import { countResponsesTo } from '../domain/responses/count-responses-to.ts';
import type { ResponseWithEntity } from '../domain/responses/json-rows.ts';
import { readAnswers } from '../domain/responses/read-answers.ts';
import { readResponses } from '../domain/responses/read-responses.ts';
import { readSubmissions } from '../domain/responses/read-submissions.ts';
import type { StoredAnswer } from '../domain/responses/stored-answer.ts';
import type { SubmissionContent } from '../domain/responses/submission.ts';
import type { Services } from '../domain/services.ts';
import { type AuditLoaders, createAuditLoaders } from './audit-loaders.ts';
import { createRelatedLoaders, type RelatedLoaders } from './related-loaders.ts';
import type { ResponseBudget } from './response-budget.ts';
import { createWebhookLoaders, type WebhookLoaders } from './webhook-loaders.ts';

/** Reads by id that are requested one by one and carried out together, in one statement each. Created for each request. */
export interface Loaders {
  entity: DataLoader<string, Entity>;
  /** A response with its entity and its questionnaire, without its answers; null if the response does not exist. */
  response: DataLoader<string, ResponseWithEntity | null>;
  answers: DataLoader<string, StoredAnswer[]>;
  /** What a submission contains, by its id. */
  submissionContent: DataLoader<string, SubmissionContent>;
  auditTrails: AuditLoaders;
  batch: DataLoader<string, Batch | null>;
  batchProgress: DataLoader<string, BatchProgress>;
  /** The newest run of each response. */
  autofill: DataLoader<string, AutofillRecord | null>;
  /** The current version of a questionnaire, by the questionnaire's id. */
  currentVersion: DataLoader<number, QuestionnaireVersion>;
  /** How many responses there are to any version of a questionnaire. */
  responseCount: DataLoader<number, number>;
  related: RelatedLoaders;
  verificationSession: DataLoader<string, VerificationSession | null>;
  /** What was provided for a verification, by its id, oldest first. */
  evidence: DataLoader<string, VerificationEvidence[]>;
  webhooks: WebhookLoaders;
}

interface LoaderOptions extends TenantRows {
  services: Pick<Services, 'cipher'>;
  budget: ResponseBudget;
}

export function createLoaders({ db, scope, services, budget }: LoaderOptions): Loaders {
  return {
    entity: new DataLoader(
      async (ids) => {
        const entities = await db.entity.findMany({ where: { id: { in: [...new Set(ids)] } } });
        const byId = new Map(entities.map((entity) => [entity.id, entity]));
        return ids.map((id) => byId.get(id) ?? new Error('A row refers to an entity of another tenant.'));
      },
      // A mutation of the same request may change one.
      { cache: false },
    ),
    response: new DataLoader(
      async (ids) => {
        const found = await readResponses(
          { db, scope, services },
          {
            conditions: [Prisma.sql`id = ANY (${ids}::uuid[])`],
            parts: ['currentVersion'],
            take: ids.length,
          },
        );
        const byId = new Map(found.map((response) => [response.id, response]));
        return ids.map((id) => byId.get(id) ?? null);
      },
      // A mutation of the same request may change one.
      { cache: false },
    ),
    answers: new DataLoader((responseIds) =>
      budget.readWithin(async (maxBytes) => readAnswers({ db, scope, services }, { responseIds, maxBytes })),
    ),
    submissionContent: new DataLoader((ids) =>
      budget.readWithin(async (maxBytes) => readSubmissions({ db, scope, services }, { ids, maxBytes })),
    ),
    auditTrails: createAuditLoaders({ db, scope }),
    batch: new DataLoader(async (ids) => {
      const found = await db.batch.findMany({ where: { id: { in: [...new Set(ids)] } } });
      const byId = new Map(found.map((batch) => [batch.id, batch]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    batchProgress: new DataLoader(
      async (ids) => {
        const progress = await readProgress({ db, scope }, [...new Set(ids)]);
        return ids.map((id) => progress.get(id) ?? new Error('A batch was deleted while it was read.'));
      },
      // A mutation of the same request may change one.
      { cache: false },
    ),
    autofill: new DataLoader(
      async (responseIds) => {
        const runs = await readAutofillRuns({ db, scope }, [...new Set(responseIds)]);
        return responseIds.map((id) => runs.get(id) ?? null);
      },
      // A mutation of the same request may begin one.
      { cache: false },
    ),
    currentVersion: new DataLoader(
      async (questionnaireIds) => {
        const versions = await db.questionnaireVersion.findMany({
          where: { questionnaireId: { in: [...new Set(questionnaireIds)] }, isCurrent: true },
        });
        const byQuestionnaire = new Map(versions.map((version) => [version.questionnaireId, version]));
        return questionnaireIds.map(
          (id) => byQuestionnaire.get(id) ?? new Error('A row refers to a questionnaire of another tenant.'),
        );
      },
      // A mutation of the same request may write a new one.
      { cache: false },
    ),
    responseCount: new DataLoader(
      async (questionnaireIds) => {
        const counts = await countResponsesTo({ db, scope }, [...new Set(questionnaireIds)]);
        return questionnaireIds.map((id) => counts.get(id) ?? 0);
      },
      // A mutation of the same request may add one.
      { cache: false },
    ),
    related: createRelatedLoaders({ db, scope }),
    verificationSession: new DataLoader(
      async (ids) => {
        const found = await db.verificationSession.findMany({ where: { id: { in: [...new Set(ids)] } } });
        const byId = new Map(found.map((session) => [session.id, session]));
        return ids.map((id) => byId.get(id) ?? null);
      },
      // A mutation of the same request may change one.
      { cache: false },
    ),
    evidence: new DataLoader(
      async (ids) => {
        const found = await db.verificationEvidence.findMany({
          where: { verificationSessionId: { in: [...new Set(ids)] } },
          orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        });
        const bySession = Map.groupBy(found, ({ verificationSessionId }) => verificationSessionId);
        return ids.map((id) => bySession.get(id) ?? []);
      },
      { cache: false },
    ),
    webhooks: createWebhookLoaders({ db, scope }),
  };
}
