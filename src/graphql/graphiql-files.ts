import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { HashedFiles } from '../http/hashed-files.ts';

/** Where the files that the page loads are found. Each has the hash of its content in its name. */
export const filesPath = '/graphql/files';

/** The files of GraphiQL, and the parts of the page that refer to them. */
export interface GraphiqlFiles {
  files: HashedFiles;
  favicon: string;
  stylesheet: string;
  /** In the order in which they run. */
  scripts: string[];
  /** The scripts of the editor's workers, by what they are for. */
  workers: Record<string, string>;
}

/** What the package keeps for the page that it renders: nine megabytes, all in one. */
interface Parts {
  css: string;
  js: string;
  /** A `data:` URL. */
  favicon: string;
  editorWorkerService: string;
  jsonWorker: string;
  graphqlWorker: string;
}

/** Takes GraphiQL apart into files that browsers can cache, and compresses each of them, once. */
export async function readGraphiqlFiles(basePath: string): Promise<GraphiqlFiles> {
  const [parts, ownStyle, startScript] = await Promise.all([
    loadParts(),
    readAsset('graphiql.css'),
    readAsset('graphiql-start.js'),
  ]);
  const files = new HashedFiles(`${basePath}${filesPath}`);
  return {
    files,
    favicon: files.add('favicon', 'ico', Buffer.from(parts.favicon.replace(/^.*?base64,/, ''), 'base64')),
    stylesheet: files.add('graphiql', 'css', parts.css + ownStyle),
    scripts: [files.add('graphiql', 'js', parts.js), files.add('start', 'js', startScript)],
    workers: {
      editorWorkerService: files.add('editor-worker', 'js', parts.editorWorkerService),
      json: files.add('json-worker', 'js', parts.jsonWorker),
      graphql: files.add('graphql-worker', 'js', parts.graphqlWorker),
    },
  };
}

const readAsset = (name: string) => readFile(new URL(`./assets/${name}`, import.meta.url), 'utf8');

/** The package exports only the whole page; its parts are in a module beside the one that renders it. */
async function loadParts(): Promise<Parts> {
  const entry = fileURLToPath(import.meta.resolve('@graphql-yoga/render-graphiql'));
  return import(new URL('./graphiql.js', pathToFileURL(entry)).href);
}
