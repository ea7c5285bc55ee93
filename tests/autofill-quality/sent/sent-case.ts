import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase, CorpusDocument, Expected } from '../corpus-case.ts';

/** The demo company's questionnaire with a question for a percentage. */
const questionnaire: CorpusCase['questionnaire'] = {
  ...companyQuestionnaire,
  sections: [
    ...companyQuestionnaire.sections,
    {
      title: 'Shares',
      questions: [
        {
          key: 'share_of_anna_berg',
          text: 'What percentage of the shares is held by Anna Berg?',
          type: 'NUMBER',
        },
      ],
    },
  ],
};

/** A case of one file as someone has sent it. */
export const sent = (
  name: string,
  format: CorpusDocument['format'],
  content: () => Buffer | Promise<Buffer> | string,
  expected: Readonly<Record<string, Expected>> = {},
): CorpusCase => ({
  name,
  questionnaire,
  subject: { name: 'Fernbank Optics Ltd', entityType: 'COMPANY' },
  documents: [
    {
      name: `${name}.${format}`,
      format,
      pages: [],
      content: async () => Buffer.from((await content()) as string),
    },
  ],
  expected,
});

export const lines = (...texts: string[]): string => texts.join('\r\n');
