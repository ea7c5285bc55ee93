import { nameKeyOf } from './label-names.ts';
import type { LabelledValue } from './labelled-value.ts';
import { parties, tokensOf } from './normalise.ts';
import type { SubjectNames } from './subject-names.ts';
import { wellKnown } from './well-known.ts';

/**
 * Whom a value is about: the subject, someone else, or unknown. A value beside someone else's field, such as the landlord's,
 * may be theirs or that of a contract.
 */
export type About = 'subject' | 'other' | 'beside' | 'unknown';

/** Lines that state who a document is from or about. */
const letterheadLines = 6;

/** Labels whose value says whom the fields that follow are about. */
const namingLabels = {
  company: new Set(namesOf('legal_name')),
  person: new Set(namesOf('full_name')),
};

function namesOf(key: string): string[] {
  return (wellKnown[key]?.names ?? '').split('; ').map(nameKeyOf);
}

/**
 * Determines for each value of a document, in their order, whom it is about. A statement about a company or person applies
 * until the next heading or name: a section on the parent company, a table of subsidiaries.
 */
export function createAboutReader(names: SubjectNames, firstPage: string): (value: LabelledValue) => About {
  const naming = namingLabels[names.isCompany ? 'company' : 'person'];
  let ofDocument: About = letterhead();
  let ofSection: About | undefined;
  let ofBlock: About | undefined;
  let headingKey = '';
  let block = -1;

  return (value) => {
    const key = value.headings.join('\n');
    if (key !== headingKey) {
      headingKey = key;
      ofSection = aboutHeadings(value.headings);
      ofBlock = undefined;
      ofDocument = ofDocument === 'unknown' && ofSection === 'subject' ? 'subject' : ofDocument;
    }
    if (value.block !== block) {
      block = value.block;
      ofBlock = undefined;
      // A block that begins with someone else's field continues with theirs; "Customer" may be the subject.
      if (value.kind === 'field' && tokensOf(value.label).some((token) => parties.has(token))) {
        ofBlock = names.isNamedIn(value.values[0]?.text ?? '') ? 'subject' : 'beside';
      }
    }
    const [first] = value.values;
    if (value.kind === 'field' && first?.column === '' && naming.has(nameKeyOf(value.label))) {
      const about = aboutName(first.text);
      if (about !== 'unknown') {
        ofDocument = ofDocument === 'unknown' ? about : ofDocument;
        ofSection = about;
        ofBlock = about;
        return about;
      }
    }
    const rowName = value.kind === 'row' ? value.label : value.owner;
    if (rowName !== undefined && rowName !== '') {
      // Each row of a table may be about another company or person; only its own words say so.
      return names.isNamedIn(rowName) ? 'subject' : names.namesOthers(rowName) ? 'other' : rowOf(inherited());
    }
    return value.kind === 'field' && names.isNamedIn(first?.text ?? '') ? 'subject' : inherited(value.kind);
  };

  function inherited(kind: LabelledValue['kind'] = 'field'): About {
    return (kind === 'list' ? undefined : ofBlock) ?? ofSection ?? ofDocument;
  }

  /** Who is named in the first lines of a document: the subject of the register entry, form or letter. */
  function letterhead(): About {
    const lines = firstPage
      .slice(0, 2_000)
      .split('\n')
      .slice(0, letterheadLines)
      .filter((line) => !line.includes('|'));
    const found = lines.map((line) => aboutHeadings([line])).find((about) => about !== undefined);
    return found ?? 'unknown';
  }

  /** What the headings say; `undefined` if they name no one. */
  function aboutHeadings(headings: readonly string[]): About | undefined {
    for (const heading of headings.toReversed()) {
      if (names.isNamedIn(heading)) {
        return 'subject';
      }
      if (names.namesOthers(heading)) {
        return 'other';
      }
    }
    return undefined;
  }

  function aboutName(name: string): About {
    const isName = names.isCompany
      ? names.namesOthers(name) || /^\p{Lu}/u.test(name)
      : /^\p{Lu}[\p{L}'-]+,? \p{Lu}/u.test(name);
    return names.matches(name) ? 'subject' : isName ? 'other' : 'unknown';
  }
}

const rowOf = (about: About): About => (about === 'subject' ? 'unknown' : about);
