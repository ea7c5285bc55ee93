import MiniSearch from 'minisearch';
import type { AutofillSubject, ReadableDocument } from '../../domain/autofill/engine.ts';
import { findScaleStatements, type ScaleStatement } from '../../reading/stated-scales.ts';
import { type DateOrder, dateOrderOf } from './readers/date.ts';
import type { Segment } from './text/segment.ts';
import { partsOf, segmentsOf, startOfDocument } from './text/segments.ts';
import { type Terms, termsOf } from './text/terms.ts';
import { stemsOf } from './text/words.ts';
import { fillers } from './vocabulary/common.ts';
import { createAboutReader } from './whom/about.ts';
import { isAddressee } from './whom/addressee.ts';
import { namesOf, type SubjectNames } from './whom/names.ts';

/** A segment with what its parts are about. */
export interface Passage {
  segment: Segment;
  /** Of a field's or list's label, a record's columns; empty for a sentence. */
  label: Terms;
  /** Of the headings above. */
  context: Terms;
  /** Of the whole text. */
  own: Terms;
  /** Of the sentence before, which a pronoun at the beginning points to. */
  previous?: Terms;
}

export interface DocumentFacts {
  dateOrder: DateOrder;
  isGerman: boolean;
  /** The lines that say in what the document's figures are. */
  scaleStatements: readonly ScaleStatement[];
}

/** The documents, cut into passages that can be looked up. */
export interface Passages {
  names: SubjectNames;
  documents: readonly ReadableDocument[];
  facts: readonly DocumentFacts[];
  /** Passages for a query, the nearest first, and those whose label names a concept. */
  find: (options: { query: string; conceptIds: readonly string[] }) => Passage[];
}

/** So many passages are held against one question; the right one is far nearer than the last. */
const maxFound = 120;
const maxLabelled = 400;

/** What a long list is about, its beginning says. */
const maxReadLength = 2_000;

/** One index has so many passages: to look up something in more would take too long in one go. */
const indexSize = 2_000;

type PassageIndex = ReturnType<typeof createIndex>;

const createIndex = () =>
  new MiniSearch<{ id: number; label: string; headings: string; text: string }>({
    fields: ['label', 'headings', 'text'],
    tokenize: stemsOf,
    processTerm: (term) => (fillers.has(term) ? null : term),
    searchOptions: { boost: { label: 4, headings: 1.5 } },
  });

export function readPassages(options: {
  documents: readonly ReadableDocument[];
  subject: AutofillSubject;
}): Passages {
  const { documents, subject } = options;
  const names = namesOf(subject);
  const passages: Passage[] = [];
  const byConcept = new Map<string, Passage[]>();
  const facts: DocumentFacts[] = [];
  const indexes: PassageIndex[] = [];

  for (const [index, document] of documents.entries()) {
    const aboutOf = createAboutReader(names);
    const state = startOfDocument();
    facts.push(factsOf(document));
    for (const [pageIndex, page] of document.pages.entries()) {
      for (const part of partsOf(page)) {
        for (const draft of segmentsOf(page, part, state)) {
          add({ ...draft, document: index, page: pageIndex + 1, about: aboutOf(draft) });
        }
      }
    }
  }

  return {
    names,
    documents,
    facts,
    find: ({ query, conceptIds }) => {
      const hits: { id: number; score: number }[] = [];
      for (const index of indexes) {
        hits.push(...index.search(query).slice(0, maxFound));
      }
      const nearest = hits.sort((a, b) => b.score - a.score).slice(0, maxFound);
      const found = nearest.flatMap(({ id }) => passages[id] ?? []);
      const labelled = conceptIds.flatMap((id) => byConcept.get(id)?.slice(0, maxLabelled) ?? []);
      return [...new Set([...labelled, ...found])];
    },
  };

  function add(segment: Segment): void {
    const label = labelOf(segment);
    const headings = segment.headings.join('\n');
    const before = passages.at(-1);
    const previous = before && pointsBack(segment, before.segment) ? before.own : undefined;
    const own = termsOf(segment.text.slice(0, maxReadLength));
    const passage = {
      segment,
      label: termsOf(label),
      context: termsOf(headings),
      own,
      ...(previous && { previous }),
    };
    const id = passages.push(passage) - 1;
    const givesName =
      segment.kind !== 'list' &&
      segment.about === 'subject' &&
      names.findFullName(segment.text) !== undefined;
    const named = new Set([
      ...passage.label.concepts,
      ...(segment.kind === 'record' ? passage.own.concepts : []),
      ...(givesName ? ['legal-name', 'legal-form', 'full-name'] : []),
    ]);
    if (segment.kind === 'list' && isAddressee(segment, names)) {
      named.add('residential-address');
    }
    for (const concept of named) {
      const labelled = byConcept.get(concept);
      if (labelled) {
        labelled.push(passage);
      } else {
        byConcept.set(concept, [passage]);
      }
    }
    if (id % indexSize === 0) {
      indexes.push(createIndex());
    }
    indexes.at(-1)?.add({ id, label, headings, text: segment.text.slice(0, maxReadLength) });
  }
}

function pointsBack(segment: Segment, before: Segment): boolean {
  const isNext = segment.document === before.document && segment.block === before.block;
  return (
    isNext &&
    segment.kind === 'sentence' &&
    before.kind === 'sentence' &&
    /^(?:she|he|they|her|his|sie|er|ihre?|dieser?)\b/i.test(segment.text)
  );
}

function labelOf(segment: Segment): string {
  switch (segment.kind) {
    case 'field':
    case 'list':
      return segment.label;
    case 'record':
      return segment.cells.map(({ column }) => column).join('\n');
    case 'sentence':
      return segment.leadIn ?? '';
  }
}

function factsOf({ pages }: ReadableDocument): DocumentFacts {
  const sample = pages.slice(0, 5).join('\n').slice(0, 20_000);
  const german =
    sample.match(
      /[äöüß]|\b(?:GmbH|AG|Firma|Land|Sitz|der|die|das|und|ist|von|mit|für|nicht|eine?|gemäß|Umsatz|Anschrift|Geschäftsführer)\b/giu,
    )?.length ?? 0;
  const english = sample.match(/\b(?:the|and|of|is|to|with|for|not|an?|by|company|office)\b/giu)?.length ?? 0;
  return {
    dateOrder: dateOrderOf(pages),
    isGerman: german > english,
    scaleStatements: findScaleStatements(pages),
  };
}
