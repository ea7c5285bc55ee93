import type { QuestionnaireSection, QuestionnaireVersion } from '../../database/client/client.ts';
import type { VersionSection } from '../../domain/questionnaires/read-version.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { rowPrice } from '../prices.ts';
import { QuestionnaireTypeEnum } from './enums.ts';
import { FlagRuleType } from './flag.ts';
import { NodeInterface } from './node.ts';
import { QuestionType } from './question.ts';

/** A section with its questions, or only its row. */
type SectionSource = VersionSection | QuestionnaireSection;

const SectionType = builder.objectRef<SectionSource>('QuestionnaireSection').implement({
  interfaces: [NodeInterface],
  description: 'A titled group of questions.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The section’s id in this version of the questionnaire.' }),
    title: t.exposeString('title', { description: 'The section’s heading.' }),
    texts: t.expose('texts', { type: 'LocalTexts', description: '`title` in other languages.' }),
    questions: t.field({
      type: [QuestionType],
      description: 'The questions, in order.',
      complexity: { field: 1, multiplier: 10 },
      resolve: async (section, _args, context) => (await withQuestions(section, context)).questions,
    }),
  }),
});

async function withQuestions(section: SectionSource, { services }: Context): Promise<VersionSection> {
  if ('questions' in section) {
    return section;
  }
  const { sections } = await services.readVersion(section.versionId);
  return sections.find(({ id }) => id === section.id) ?? { ...section, texts: {}, questions: [] };
}

/** What is read of a version before its questions are wanted. */
export type VersionSource = Omit<QuestionnaireVersion, 'isCurrent' | 'flagRules'>;

export const QuestionnaireVersionType = builder.objectRef<VersionSource>('QuestionnaireVersion').implement({
  interfaces: [NodeInterface],
  description:
    'A version of a questionnaire. It never changes: an edit adds a new version, and responses keep theirs.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The version’s id.' }),
    number: t.exposeInt('version', {
      description: 'The number of this version. The first version of a questionnaire is 1.',
    }),
    name: t.exposeString('name', { description: 'The questionnaire’s name in this version.' }),
    description: t.exposeString('description', {
      nullable: true,
      description: 'The questionnaire’s purpose in this version.',
    }),
    type: t.expose('type', {
      type: QuestionnaireTypeEnum,
      description: 'The type of the questionnaire in this version.',
    }),
    language: t.expose('language', {
      type: 'LanguageTag',
      description: 'The language of the questions, as a BCP 47 tag such as `en` or `de-CH`.',
    }),
    questionCount: t.exposeInt('questionCount', {
      description: 'The number of questions in all sections.',
    }),
    sections: t.field({
      type: [SectionType],
      description: 'The questions in their sections, in order.',
      complexity: { field: rowPrice, multiplier: 5 },
      resolve: async ({ id }, _args, { services }) => (await services.readVersion(id)).sections,
    }),
    texts: t.expose('texts', {
      type: 'LocalTexts',
      description: '`name` and `description` in other languages.',
    }),
    flagWhen: t.field({
      type: [FlagRuleType],
      description: 'The rules that flag answers when a response is submitted. Recipients never see them.',
      resolve: async ({ id }, _args, { services }) => (await services.readVersion(id)).flagRules,
    }),
    createdAt: t.expose('writtenAt', {
      type: 'DateTime',
      description: 'When this version was created.',
    }),
  }),
});
