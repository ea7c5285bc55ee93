import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { createBuiltinEngine } from '../../src/autofill/labels/create-builtin-engine.ts';
import type { AutofillEngine } from '../../src/domain/autofill/engine.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { createExtractor } from '../../src/text-extraction/create-extractor.ts';
import { asWritten } from './as-written.ts';
import type { CorpusDocument } from './corpus-case.ts';
import { type CaseFigures, measureCase, totalsOf } from './measure.ts';
import { renderDocument } from './render-document.ts';
import { corpusSets } from './sets.ts';

/*
 * npm run bench:autofill: makes real files of the corpus, reads their texts with the extractor of uploads, lets each
 * engine answer the questionnaires as a run does, and holds the answers against what is known. The model is measured too
 * where AUTOFILL_MODEL_URL names one. Exits with 1 when the embedded engine's precision is below what is promised.
 */

const promisedPrecision = 0.98;

const folder = await mkdtemp(join(tmpdir(), 'postern-autofill-'));
const extractText = createExtractor();
const builtin = createBuiltinEngine();
const engines: AutofillEngine[] = [builtin];
const { autofillModel } = readSettings(process.env);
if (autofillModel) {
  const { createModelEngine } = await import('../../src/autofill/model/model-engine.ts');
  engines.push(createModelEngine(autofillModel));
}

const texts = new Map<CorpusDocument, Promise<string[]>>();
function pagesOf(document: CorpusDocument): Promise<string[]> {
  const known = texts.get(document) ?? readPages(document, join(folder, String(texts.size)));
  texts.set(document, known);
  return known;
}

async function readPages(document: CorpusDocument, path: string): Promise<string[]> {
  const { content, contentType } = await renderDocument(document);
  await writeFile(path, content);
  const text = await extractText({ tenantId: 'bench', path, contentType });
  if ('unreadableReason' in text && document.content === undefined) {
    throw new Error(`${document.name}: ${text.unreadableReason}`);
  }
  // A file written by hand may be one that is rightly not read.
  return 'pages' in text ? text.pages : [];
}

const share = (value: number): string => value.toFixed(3);

/** Prints the figures of one engine and its mistakes; returns its precision over all. */
async function measure(engine: AutofillEngine): Promise<number> {
  const table = new Table({
    head: [
      'documents',
      'cases',
      'questions',
      'answered',
      'correct',
      'wrong',
      'precision',
      'recall',
      'of labelled',
    ],
    style: { head: [], border: [] },
  });
  const all: CaseFigures[] = [];
  for (const { name, cases } of corpusSets) {
    const figures: CaseFigures[] = [];
    for (const corpusCase of cases) {
      figures.push(
        await measureCase({ engine: asWritten(engine.findAnswers.bind(engine)), corpusCase, pagesOf }),
      );
    }
    addRow(name, figures);
    all.push(...figures);
  }
  addRow('all', all);
  console.log(`\nengine: ${engine.name.toLowerCase()}\n${table}`);
  for (const { name, answers } of all) {
    for (const { key, value, quote, document, page, fault } of answers) {
      if (fault !== undefined) {
        console.log(
          `wrong: ${name}, ${key} = ${JSON.stringify(value)} (${fault})\n       ${document}, page ${page}: “${quote}”`,
        );
      }
    }
  }
  return totalsOf(all).precision;

  function addRow(name: string, figures: readonly CaseFigures[]): void {
    const { precision, recall, labelledRecall, ...counts } = totalsOf(figures);
    const { cases, questions, answered, correct, wrong } = counts;
    const shares = [precision, recall, labelledRecall].map(share);
    table.push([name, cases, questions, answered, correct, wrong, ...shares]);
  }
}

try {
  for (const engine of engines) {
    const precision = await measure(engine);
    if (engine === builtin && precision < promisedPrecision) {
      console.error(`The embedded engine's precision is below ${promisedPrecision}.`);
      process.exitCode = 1;
    }
  }
} finally {
  await builtin.close();
  await extractText.close();
  await rm(folder, { recursive: true });
}
