import { LRUCache } from 'lru-cache';
import type { PrismaClient, Question, QuestionnaireType } from '../../database/client/client.ts';
import { workForAll } from '../../database/share-connections.ts';
import type { Transaction } from '../../database/transaction.ts';
import { type FlagRule, readFlagRules } from './flag-rule.ts';
import { type LocalTexts, readLocalTexts } from './local-texts.ts';

/** A question together with the heading it appears under. */
export interface VersionQuestion
  extends Pick<
    Question,
    | 'id'
    | 'key'
    | 'text'
    | 'type'
    | 'required'
    | 'options'
    | 'helpText'
    | 'min'
    | 'max'
    | 'hints'
    | 'visibleWhenKey'
    | 'visibleWhenEquals'
  > {
  /** In other languages. */
  texts: LocalTexts<'question'>;
}

/** A titled group of questions, in order. */
export interface VersionSection {
  id: string;
  title: string;
  /** In other languages. */
  texts: LocalTexts<'section'>;
  questions: VersionQuestion[];
}

/** Everything a version of a questionnaire says. */
export interface VersionContent {
  id: string;
  tenantId: string;
  questionnaireId: number;
  version: number;
  name: string;
  description: string | null;
  type: QuestionnaireType;
  /** A BCP 47 tag. */
  language: string;
  questionCount: number;
  /** Name and description in other languages. */
  texts: LocalTexts<'questionnaire'>;
  /** The rules that flag answers, in the team's order. */
  flagRules: FlagRule[];
  /** When the questionnaire was created. */
  createdAt: Date;
  /** When this version was written. */
  writtenAt: Date;
  sections: VersionSection[];
  /** All questions in the questionnaire's order. */
  questions: VersionQuestion[];
}

/** Reads a version by its id; inside a transaction by the transaction's connection. */
export type ReadVersion = (versionId: string, transaction?: Transaction) => Promise<VersionContent>;

/** How many versions a replica keeps at hand; at about 50 kB each. */
const maxVersions = 500;

/**
 * Reads versions by id and keeps the most used ones in memory. They may be kept for ever, and by every replica for
 * itself, because nothing of a version ever changes. Callers have found the id in a row of their own tenant.
 */
export function createVersionReader(database: PrismaClient): ReadVersion {
  const cache = new LRUCache<string, VersionContent>({
    max: maxVersions,
    // Those that wait for the same version do not depend on the caller that came first.
    fetchMethod: (id) => workForAll(() => readVersion(database, id)),
  });
  return async (id, transaction) => {
    if (transaction) {
      // A read of the same version that others wait for may itself wait for the connection that the transaction has.
      return cache.get(id) ?? readVersion(transaction, id);
    }
    return (await cache.fetch(id)) ?? readVersion(database, id);
  };
}

async function readVersion(database: Transaction, id: string): Promise<VersionContent> {
  const { sections: rows, ...version } = await database.questionnaireVersion.findUniqueOrThrow({
    where: { id },
    include: {
      sections: { orderBy: { position: 'asc' }, include: { questions: { orderBy: { position: 'asc' } } } },
    },
  });
  const sections = rows.map(({ questions, ...section }) => ({
    ...section,
    texts: readLocalTexts<'section'>(section.texts),
    questions: questions.map((question) => ({
      ...question,
      texts: readLocalTexts<'question'>(question.texts),
    })),
  }));
  return {
    ...version,
    texts: readLocalTexts(version.texts),
    flagRules: readFlagRules(version.flagRules),
    sections,
    questions: sections.flatMap((section) => section.questions),
  };
}
