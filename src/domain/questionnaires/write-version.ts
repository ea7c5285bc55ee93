import type { QuestionnaireVersion } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { newId } from '../../ids.ts';
import type { QuestionnaireDefinition } from './definition.ts';

interface WriteVersionOptions {
  transaction: Transaction;
  tenantId: string;
  questionnaireId: number;
  /** The version that this one replaces; undefined for the first. */
  previous?: Pick<QuestionnaireVersion, 'version' | 'createdAt'>;
  definition: QuestionnaireDefinition;
  now: Date;
}

/** Writes a version with its sections and questions, as the current one. */
export async function writeVersion(options: WriteVersionOptions): Promise<QuestionnaireVersion> {
  const { transaction, tenantId, questionnaireId, previous, definition, now } = options;
  const versionId = newId();
  const sections = definition.sections.map((section, position) => ({ ...section, id: newId(), position }));
  const questions = sections.flatMap((section) =>
    section.questions.map((question) => ({ ...question, sectionId: section.id })),
  );

  const written = await transaction.questionnaireVersion.create({
    data: {
      id: versionId,
      tenantId,
      questionnaireId,
      version: previous ? previous.version + 1 : 1,
      name: definition.name,
      description: definition.description ?? null,
      type: definition.type,
      language: definition.language ?? (await tenantLanguage(transaction, tenantId)),
      questionCount: questions.length,
      flagRules: definition.flagWhen,
      texts: definition.texts,
      createdAt: previous?.createdAt ?? now,
      writtenAt: now,
    },
  });
  await transaction.questionnaireSection.createMany({
    data: sections.map(({ id, position, title, texts }) => ({
      id,
      tenantId,
      versionId,
      position,
      title,
      texts,
    })),
  });
  await transaction.question.createMany({
    data: questions.map((question, position) => ({
      id: newId(),
      tenantId,
      versionId,
      sectionId: question.sectionId,
      position,
      key: question.key,
      text: question.text,
      type: question.type,
      required: question.required ?? false,
      options: question.options ?? [],
      helpText: question.helpText ?? null,
      min: question.min ?? null,
      max: question.max ?? null,
      hints: question.hints ?? [],
      visibleWhenKey: question.visibleWhen?.key ?? null,
      visibleWhenEquals: question.visibleWhen?.equals ?? null,
      texts: question.texts,
    })),
  });
  return written;
}

async function tenantLanguage(transaction: Transaction, tenantId: string): Promise<string> {
  const { language } = await transaction.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: { language: true },
  });
  return language;
}
