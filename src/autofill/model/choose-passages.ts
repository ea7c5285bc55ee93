import { setImmediate as nextTurn } from 'node:timers/promises';
import MiniSearch from 'minisearch';
import type { ReadableDocument } from '../../domain/autofill/engine.ts';
import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import { type Chunk, cutIntoChunks } from './chunks.ts';
import { searchTerm, searchWords } from './search-words.ts';

/** Text of one page of one document, as shown to a model. */
export interface Passage {
  document: ReadableDocument;
  /** Starts at 1. */
  page: number;
  text: string;
}

/** Chooses the passages that a model is shown to answer some questions. */
export type ChoosePassages = (questions: readonly VersionQuestion[]) => Promise<Passage[]>;

/** Beyond this number, a question's matches take room that other questions need. */
const maxChunksPerQuestion = 5;
/** Number of chunks to index before other requests are served. */
const chunksPerTurn = 50;

/**
 * Prepares documents to be searched. If all their text fits into the budget, all of it is chosen for any questions. Otherwise,
 * what matches each question best is chosen, the best match of every question before the second best of any. Any room left is
 * used for the beginnings of the documents, which show whom they are about, whatever language they are in.
 *
 * Other requests are served in the meantime. Ends soon after the signal is aborted, with the signal's reason.
 *
 * @param options.budgetCharacters max number of characters to choose
 */
export async function preparePassages(options: {
  documents: readonly ReadableDocument[];
  budgetCharacters: number;
  signal: AbortSignal;
}): Promise<ChoosePassages> {
  const { budgetCharacters, signal } = options;
  const chunks = await cutIntoChunks(options);
  const totalCharacters = chunks.reduce((sum, { text }) => sum + text.length, 0);
  if (totalCharacters <= budgetCharacters) {
    const all = joinChunks(chunks);
    return async () => all;
  }
  const index = new MiniSearch<Chunk>({ idField: 'index', fields: ['text'], processTerm: searchTerm });
  for (let start = 0; start < chunks.length; start += chunksPerTurn) {
    index.addAll(chunks.slice(start, start + chunksPerTurn));
    await nextTurn();
    signal.throwIfAborted();
  }
  const chunkAt = new Map(chunks.map((chunk) => [chunk.index, chunk]));
  const beginnings = byPlaceInDocument(chunks);

  return async (questions) => {
    const matches: Chunk[][] = [];
    for (const question of questions) {
      const found = index.search(searchWords(question), {
        prefix: (term) => term.length > 4,
        fuzzy: (term) => (term.length > 5 ? 0.2 : false),
      });
      matches.push(found.slice(0, maxChunksPerQuestion).flatMap(({ id }) => chunkAt.get(id) ?? []));
      // A search of many pages takes milliseconds.
      await nextTurn();
    }
    const inTurn = Array.from({ length: maxChunksPerQuestion }, (_, rank) =>
      matches.flatMap((chunksOfQuestion) => chunksOfQuestion[rank] ?? []),
    ).flat();
    return joinChunks(takeWithin(budgetCharacters, [...inTurn, ...beginnings]));
  };
}

/** Each chunk once, the first ones first, as long as they fit. */
function takeWithin(budgetCharacters: number, chunks: readonly Chunk[]): Chunk[] {
  const taken = new Set<Chunk>();
  let room = budgetCharacters;
  for (const chunk of chunks) {
    if (!taken.has(chunk) && chunk.text.length <= room) {
      taken.add(chunk);
      room -= chunk.text.length;
    }
  }
  return [...taken].sort((one, other) => one.index - other.index);
}

/** Consecutive chunks on a page become one passage, so that a quote can run across them. */
function joinChunks(chunks: readonly Chunk[]): Passage[] {
  const passages: Passage[] = [];
  let previous: Chunk | undefined;
  for (const chunk of chunks) {
    const last = passages.at(-1);
    const goesOn =
      previous?.index === chunk.index - 1 &&
      previous.document === chunk.document &&
      previous.page === chunk.page;
    if (last && goesOn) {
      last.text += chunk.text;
    } else {
      passages.push({ document: chunk.document, page: chunk.page, text: chunk.text });
    }
    previous = chunk;
  }
  return passages;
}

/** The first chunk of every document, then the second of every document, and so on. */
function byPlaceInDocument(chunks: readonly Chunk[]): Chunk[] {
  const counts = new Map<ReadableDocument, number>();
  return chunks
    .map((chunk) => {
      const place = counts.get(chunk.document) ?? 0;
      counts.set(chunk.document, place + 1);
      return { chunk, place };
    })
    .sort((one, other) => one.place - other.place)
    .map(({ chunk }) => chunk);
}
