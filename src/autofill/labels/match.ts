import type { ReadableDocument } from '../../domain/autofill/engine.ts';
import { type DateOrder, dateOrderOf } from '../../reading/dates.ts';
import { readChoice } from '../../reading/read-choice.ts';
import { type DecimalMark, decimalMarkOf } from '../../reading/read-number.ts';
import { findScaleStatements, type ScaleStatement, statedScale } from '../../reading/stated-scales.ts';
import type { About } from './about.ts';
import type { Asked } from './asked.ts';
import type { Candidate } from './candidate.ts';
import { isNamedBy } from './label-names.ts';
import type { Cell, LabelledValue, Span } from './labelled-value.ts';
import { endOfPeople, hasPeople, namesPerson, notOne } from './people.ts';
import { type Reading, type ReadValue, readValue } from './read-value.ts';
import type { SubjectNames } from './subject-names.ts';
import { yearIn } from './tables.ts';

/** Known facts about the document that a value is in. */
export interface DocumentFacts {
  dateOrder: DateOrder;
  decimalMark: DecimalMark;
  /** The lines that state the unit of the document's figures. */
  scaleStatements: readonly ScaleStatement[];
}

export const factsOf = ({ pages }: ReadableDocument): DocumentFacts => ({
  dateOrder: dateOrderOf(pages),
  decimalMark: decimalMarkOf(pages),
  scaleStatements: findScaleStatements(pages),
});

interface Match {
  asked: Asked;
  /** How well the label matches what is requested, from 0 to 1. */
  fit: number;
  value: LabelledValue;
  about: About;
  document: number;
  /** Starts at 1. */
  page: number;
  pageText: string;
  facts: DocumentFacts;
  names: SubjectNames;
}

/** How certain a value is, by whom it is about. */
const aboutFactor = { subject: 1, unknown: 0.93, beside: 0.93, other: 0 };

/** Types of values that identify a person; a rent or an expiry date does not. */
const identifyingTypes: ReadonlySet<string> = new Set([
  'TEXT',
  'LONG_TEXT',
  'EMAIL',
  'URL',
  'COUNTRY',
  'PHONE',
  'LEI',
  'IBAN',
]);

function factorOf({ key, question, asksOthers }: Asked, about: About): number {
  const isTheirs = about === 'beside' && (key !== undefined || identifyingTypes.has(question.type));
  // A question about another party can also be answered by a value about someone else.
  return asksOthers ? 0.97 : isTheirs ? 0 : aboutFactor[about];
}

/** How certain a list or a section is, which may contain more than what was requested. */
const listCertainty = { people: 0.9, choices: 0.88, section: 0.82 };

/** A label or a value that begins with a denial states what is not the case: "Not incorporated on", "not 40". */
const denial = /^(?:not|never|nicht|niemals|nie)\b|:\s*(?:not|never|nicht|niemals|nie)\b/iu;

/** The answers that a labelled value provides to a question that its label matches. */
export function answersOf(match: Match): Candidate[] {
  const { asked, value, about, fit } = match;
  const factor = factorOf(asked, about);
  const isDenied =
    asked.question.type !== 'BOOLEAN' && denial.test(`${value.label}: ${value.values[0]?.text ?? ''}`);
  // An invitation in a template does not name anything.
  if (factor === 0 || isDenied || (value.owner !== undefined && value.owner !== '' && about !== 'subject')) {
    return [];
  }
  const certainty = fit * factor;
  return value.kind === 'list'
    ? ofList(match, certainty)
    : value.kind === 'row'
      ? ofRow(match, certainty)
      : ofField(match, certainty);
}

/** Types whose value may continue over several lines. */
const longTypes: ReadonlySet<string> = new Set(['LONG_TEXT', 'MULTI_CHOICE']);

function ofField(match: Match, certainty: number): Candidate[] {
  const { asked, value } = match;
  const [cell] = value.values;
  const source = longTypes.has(asked.question.type) ? value.extended : cell;
  if (!source || !cell || (!value.isMarked && !isUnmistakable(asked, source.text))) {
    return [];
  }
  const read = readCell(match, { ...source, column: cell.column });
  const within = {
    start: source.start + (read?.within?.start ?? 0),
    end: source.start + (read?.within?.end ?? source.text.length),
  };
  const isText = asked.question.type === 'TEXT' || asked.question.type === 'LONG_TEXT';
  const start = Math.min(value.start, source.start);
  // The quote of a text ends with the text; other quotes include all that was read.
  const end = isText ? within.end : Math.max(source.end, value.end);
  const year = yearIn(`${value.label} ${value.headings.at(-1) ?? ''}`);
  return read ? [candidate(match, read, { start, end }, certainty * (value.isMarked ? 1 : 0.88), year)] : [];
}

/**
 * If nothing separates a label from what follows, that may be the rest of a sentence, so it has to look like nothing but a
 * value.
 */
function isUnmistakable({ question, shape }: Asked, text: string): boolean {
  const hasOwnShape =
    question.type !== 'TEXT' && question.type !== 'LONG_TEXT' && question.type !== 'BOOLEAN';
  return (
    /^[\p{Lu}\d€£$+(]/u.test(text) &&
    (hasOwnShape || /^(?:identifier|register number|lei|address|phone)$/.test(shape ?? '')) &&
    !/^(?:is|are|was|were|has|have|had|ist|sind|war|wird|in the|shall|must|may|will|for|and|or|und|of|im|der)\b/i.test(
      text,
    )
  );
}

/** The value of a row: for the latest year, or the only one that can be meant. */
function ofRow(match: Match, certainty: number): Candidate[] {
  const { asked, value } = match;
  if (asked.shape === 'people') {
    const people = value.values.filter(({ text }) => namesPerson(text) && !notOne.test(text));
    const text = match.pageText.slice(value.start, value.end);
    return people.length === 0 || notOne.test(text)
      ? []
      : [candidate(match, { value: text, key: text }, value, certainty * listCertainty.people)];
  }
  const answers = value.values.flatMap((cell) => {
    const read = readCell(match, cell);
    return read ? [{ cell, read, year: yearIn(cell.column) }] : [];
  });
  if (answers.length === 0 && asked.question.type.endsWith('CHOICE')) {
    const read = readCell(match, {
      ...value.extended,
      text: value.extended.text.replace(value.label, ''),
      column: '',
    });
    return read ? [candidate(match, read, value, certainty * 0.9)] : [];
  }
  const ofNames = answers.filter(({ cell }) =>
    /^(?:full )?(?:name|naam|nom|nombre|nome|namn|navn)$/iu.test(cell.column.trim()),
  );
  const chosen =
    (asked.shape === 'name' || asked.shape === 'person') && ofNames.length > 0 ? ofNames : answers;
  const isOne = new Set(chosen.map(({ read }) => read.key)).size === 1;
  const ofYears = chosen.every(({ year }) => year !== undefined);
  return isOne || ofYears
    ? chosen.map(({ read, year }) => candidate(match, read, value, certainty * 0.95, year))
    : [];
}

/** The answer in a list, in a table or in the lines below a label. */
function ofList(match: Match, certainty: number): Candidate[] {
  const { asked, value } = match;
  const { type, options } = asked.question;
  if (type === 'MULTI_CHOICE') {
    const read = readValue(asked, value.extended.text, readingOf(match, undefined));
    const found = Array.isArray(read?.value) ? read.value : [];
    // One option in a list may be a coincidence; the list has to be a list of options.
    const isOfOptions = found.length >= 2 && found.length * 2 >= value.items.length && options.length > 0;
    return read && isOfOptions
      ? [candidate(match, read, value.extended, certainty * listCertainty.choices)]
      : [];
  }
  if (type !== 'LONG_TEXT') {
    return [];
  }
  if (asked.shape === 'people') {
    return ofPeople(match, certainty);
  }
  const read = readValue(asked, value.extended.text, readingOf(match, undefined));
  const end = value.extended.start + (read?.within?.end ?? 0);
  return read && value.extended.text.length >= 20
    ? [candidate(match, read, { start: value.extended.start, end }, certainty * listCertainty.section)]
    : [];
}

/** The people of a list up to the first one who no longer belongs in it; nothing if more people follow. */
function ofPeople(match: Match, certainty: number): Candidate[] {
  const { asked, value, pageText } = match;
  const first = value.items.findIndex(({ text }) => !notOne.test(text));
  const rest = value.items.slice(Math.max(first, 0));
  const stop = rest.findIndex(({ text }) => notOne.test(text));
  const own = first < 0 ? [] : stop < 0 ? rest : rest.slice(0, stop);
  const hasLater = stop >= 0 && rest.slice(stop).some(({ text }) => !notOne.test(text));
  const [from, to] = [own[0], own.at(-1)];
  if (!from || !to || hasLater || !own.every(({ text }) => hasPeople(text))) {
    return [];
  }
  const listed = pageText.slice(from.start, to.end);
  const end = Math.max((endOfPeople(`\n${listed}`, asked) ?? 0) - 1, 0);
  const text = listed.slice(0, end);
  // If the list's own label appears again after another one, what came before it is not complete.
  const isNamedAgain = listed
    .slice(end)
    .split('\n')
    .some((line) => isNamedBy(asked, line.split(/[:|]/)[0] ?? ''));
  return text === '' || isNamedAgain
    ? []
    : [
        candidate(
          match,
          { value: text, key: text },
          { start: from.start, end: from.start + end },
          certainty * listCertainty.people,
        ),
      ];
}

function readCell(match: Match, cell: Cell): ReadValue | undefined {
  const { asked, names } = match;
  const read = readValue(asked, cell.text, readingOf(match, cell));
  // A question for the subject's own name accepts no other.
  return read && (asked.shape !== 'own name' || names.matches(String(read.value))) ? read : undefined;
}

function readingOf({ value, page, facts }: Match, cell: Cell | undefined): Reading {
  return {
    ...facts,
    label: [value.label, value.owner ?? '', cell?.column ?? '', value.unit].join('\n'),
    surroundings: [value.tableUnit, ...value.headings.slice(-2)].join('\n'),
    statedScale: (amount) =>
      statedScale(facts.scaleStatements, { page, isBefore: ({ start }) => start < value.start, amount }),
  };
}

function candidate(
  { document, page }: Pick<Match, 'document' | 'page'>,
  { value, key }: ReadValue,
  { start, end }: Span,
  confidence: number,
  year?: number,
): Candidate {
  return {
    value,
    key,
    document,
    page,
    quote: { start, end },
    confidence,
    ...(year !== undefined && { year }),
  };
}

/** Lower than if a label says that this is the name, but high enough to be proposed. */
const ownNameCertainty = { name: 0.82, form: 0.78 };

/** The subject's full name, and a company's legal form, from any line in which a document contains the name in full. */
export function ownNameOf(
  asked: Asked,
  {
    line,
    start,
    names,
    ...place
  }: { line: string; start: number; names: SubjectNames; document: number; page: number },
): Candidate[] {
  const { question, shape, key } = asked;
  const isName = shape === 'own name' && question.type === 'TEXT';
  const isForm = key === 'legal_form' && question.type === 'SINGLE_CHOICE' && names.isCompany;
  const found = isName || isForm ? names.findFullName(line) : undefined;
  const value = found && (isName ? found.name : readChoice(found.suffix, question.options));
  if (!found || value === undefined || asked.asksOthers) {
    return [];
  }
  const quote = { start: start + found.at, end: start + found.at + found.name.length };
  const certainty = isName ? ownNameCertainty.name : ownNameCertainty.form;
  return [candidate(place, { value, key: value.toLowerCase() }, quote, certainty)];
}
