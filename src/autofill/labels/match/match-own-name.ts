import type { Asked } from '../asked.ts';
import type { Candidate } from '../candidate.ts';
import type { Passage, Passages } from '../passages.ts';
import { readChoice } from '../readers/choice.ts';

/** Less than where a label says that this is the name, and enough to be sure. */
const certainty = { name: 0.82, form: 0.78 };

/** The subject's full name, and a company's legal form, from any place where a document gives the name in full. */
export function* matchOwnName(asked: Asked, { segment }: Passage, { names }: Passages): Generator<Candidate> {
  const { concept, question, parties } = asked;
  const isName = concept?.id === (names.isCompany ? 'legal-name' : 'full-name') && question.type === 'TEXT';
  const isForm = concept?.id === 'legal-form' && question.type === 'SINGLE_CHOICE';
  if (parties.size > 0 || (!isName && !isForm) || segment.kind === 'list') {
    return;
  }
  const found = names.findFullName(segment.text);
  const value =
    found && (isName ? found.name.replaceAll('\n', ' ') : readChoice(found.suffix, question.options));
  if (!found || value === undefined) {
    return;
  }
  const { document, page, about } = segment;
  const start = segment.start + found.at;
  const confidence = isName ? certainty.name : certainty.form;
  yield {
    value,
    key: value.toLowerCase(),
    document,
    page,
    quote: { start, end: start + found.name.length },
    confidence,
    about,
  };
}
