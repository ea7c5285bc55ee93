import { findAnswers } from '../../src/autofill/labels/find-answers.ts';
import { asWritten } from '../autofill-quality/as-written.ts';
import { questionsOf } from '../autofill-quality/measure.ts';

type Question = Parameters<typeof questionsOf>[0]['sections'][0]['questions'][0];

/** What the embedded engine answers to one question from pages of one document, as far as a run would write it. */
export async function askEngine(
  question: Pick<Question, 'text' | 'type'> & Partial<Question>,
  ...pages: string[]
): Promise<unknown> {
  const questions = questionsOf({
    name: 'One question',
    type: 'RFI',
    sections: [{ title: 'One', questions: [{ key: 'q', ...question }] }],
  });
  const [answer] = await asWritten(findAnswers).findAnswers({
    questions,
    documents: [{ id: 'document', name: 'document.txt', pages }],
    subject: { name: 'Fernbank Optics Ltd', entityType: 'COMPANY' },
    tenantId: 'tenant',
    signal: new AbortController().signal,
  });
  return answer?.value;
}
