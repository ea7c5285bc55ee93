import type { About, Draft } from '../text/segment.ts';
import { termsOf } from '../text/terms.ts';
import type { SubjectNames } from './names.ts';

/** Who writes a document stands in its first blocks: a bank that gives a reference, or the company itself. */
const letterheadBlocks = 3;

/** A sentence of whoever writes. */
const ofAuthor = /^(?:[\p{L} ]{2,30}, )?(?:we|our|wir|unser\p{L}*)\b/iu;

/** Labels whose value says whom the fields that follow are about. */
const namingConcepts = { company: ['legal-name'], person: ['full-name'] } as const;

/**
 * Tells for each segment of a document, in their order, whom it is about. What is said about a company or person holds
 * until the next heading or name: a section on the parent company, a bank's own address below its letter.
 */
export function createAboutReader(names: SubjectNames): (draft: Draft) => About {
  const naming: readonly string[] = namingConcepts[names.isCompany ? 'company' : 'person'];
  let ofDocument: About = 'unknown';
  let ofSection: About | undefined;
  let ofBlock: About | undefined;
  let author: About = 'unknown';
  let headingKey = '';
  let block = -1;

  return (draft) => {
    const key = draft.headings.join('\n');
    if (key !== headingKey) {
      headingKey = key;
      ofSection = aboutHeadings(draft.headings);
      ofBlock = undefined;
      if (ofSection === 'subject' && ofDocument === 'unknown') {
        ofDocument = 'subject';
      }
    }
    const isFirstOfBlock = draft.block !== block;
    if (isFirstOfBlock) {
      block = draft.block;
      ofBlock = undefined;
    }
    if (draft.kind === 'field' && isNaming(draft.label)) {
      const about: About = names.matches(draft.value.text)
        ? 'subject'
        : looksLikeName(draft.value.text)
          ? 'other'
          : 'unknown';
      if (about !== 'unknown') {
        ofDocument = ofDocument === 'unknown' ? about : ofDocument;
        ofSection = about;
        ofBlock = about;
        return about;
      }
    }
    if (draft.kind === 'field' && isFirstOfBlock && termsOf(draft.label).parties.size > 0) {
      ofBlock = 'other';
    }
    const own = aboutText(draft);
    if (author === 'unknown' && draft.block <= letterheadBlocks && draft.kind !== 'record') {
      author = own ?? 'unknown';
      ofDocument = ofDocument === 'unknown' ? author : ofDocument;
    }
    if (own !== undefined) {
      if (draft.kind === 'sentence') {
        ofBlock = own;
      }
      return own;
    }
    if (draft.kind === 'sentence' && author !== 'unknown' && ofAuthor.test(draft.text)) {
      return author;
    }
    const inherited = (draft.kind === 'list' ? undefined : ofBlock) ?? ofSection ?? ofDocument;
    // Each row of a table may be about another company or person; only its own words say so.
    return draft.kind === 'record' && inherited === 'subject' ? 'unknown' : inherited;
  };

  function isNaming(label: string): boolean {
    const terms = termsOf(label);
    return (
      terms.parties.size === 0 &&
      naming.some((concept) => terms.concepts.has(concept)) &&
      terms.words.size === 0
    );
  }

  /** What the headings say; undefined where they name nobody. */
  function aboutHeadings(headings: readonly string[]): About | undefined {
    for (const heading of [...headings].reverse()) {
      if (names.isNamedIn(heading)) {
        return 'subject';
      }
      if (names.namesOthers(heading)) {
        return 'other';
      }
    }
    return undefined;
  }

  /** What a segment says itself. One that names the subject and others is about the subject only if it names it first. */
  function aboutText(draft: Draft): About | undefined {
    const { kind, text } = draft;
    if (kind === 'list') {
      return undefined;
    }
    const isNamed = names.isNamedIn(text);
    // A row is about what its first cell names; others, such as an insurer's, belong to it.
    const namesOthers = names.namesOthers(
      kind === 'record'
        ? (draft.cells
            .slice(0, 2)
            .map((cell) => (/\p{L}/u.test(cell.text) ? cell.text : ''))
            .find((name) => name !== '') ?? '')
        : text,
    );
    if (isNamed) {
      return namesOthers && kind !== 'record' && !startsWithSubject(text) ? 'unknown' : 'subject';
    }
    return namesOthers && (kind === 'sentence' || kind === 'record') ? 'other' : undefined;
  }

  function startsWithSubject(text: string): boolean {
    const half = text.slice(0, Math.max(60, text.length / 2));
    return names.isNamedIn(half);
  }

  function looksLikeName(value: string): boolean {
    return names.isCompany
      ? names.namesOthers(value) || /^\p{Lu}/u.test(value)
      : /^\p{Lu}[\p{L}'-]+,? \p{Lu}/u.test(value);
  }
}
