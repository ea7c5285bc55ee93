import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { RecognizeResult } from 'tesseract.js';

/** The first one decides if both know a word; only German has umlauts. */
const languages = ['deu', 'eng'];

/** The part of tesseract.js that its threads run: it performs one action at a time. */
interface Engine {
  setAdapter: (adapter: object) => void;
  dispatchHandlers: (
    packet: { action: string; payload: object },
    send: (reply: { status: 'progress' | 'resolve' | 'reject'; data: unknown }) => void,
  ) => void;
}

export interface RecognitionEngine {
  /** Recognises a picture in the PNG format. */
  recognise: (picture: Uint8Array) => Promise<RecognizeResult['data']>;
}

/**
 * Opens the engine in this thread, because a reader cannot start threads, and with the installed language data. Nothing is
 * downloaded and nothing is written.
 */
export async function openRecognitionEngine(): Promise<RecognitionEngine> {
  const require = createRequire(import.meta.url);
  const engine: Engine = require('tesseract.js/src/worker-script');
  engine.setAdapter({
    getCore: require('tesseract.js/src/worker-script/node/getCore'),
    gunzip: require('tesseract.js/src/worker-script/node/gunzip'),
    // The engine requests a language's data by this name, in any folder.
    readCache: (path: string) => readFile(path),
  });
  const run = (action: string, payload: object) =>
    new Promise<unknown>((resolve, reject) => {
      engine.dispatchHandlers({ action, payload }, ({ status, data }) => {
        if (status === 'resolve') {
          resolve(data);
        } else if (status === 'reject') {
          reject(new Error(String(data)));
        }
      });
    });
  await run('load', { options: { lstmOnly: true } });
  for (const language of languages) {
    const folder = dirname(require.resolve(`@tesseract.js-data/${language}/package.json`));
    const langPath = join(folder, '4.0.0_best_int');
    await run('loadLanguage', { langs: [language], options: { langPath, cacheMethod: 'none', gzip: true } });
  }
  // OEM 1: only neural network data is installed.
  await run('initialize', { langs: languages, oem: 1 });
  // The engine would otherwise write its findings about each picture to standard error.
  await run('setParameters', { params: { debug_file: '/dev/null' } });
  return {
    recognise: async (image) => {
      // Sheets are rarely straight in photos.
      const payload = { image, options: { rotateAuto: true }, output: { text: false, blocks: true } };
      return (await run('recognize', payload)) as RecognizeResult['data'];
    },
  };
}
