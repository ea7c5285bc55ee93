import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createStaticFile, type StaticFile } from '../http/static-file.ts';

/** Where the files that the page loads are found. Each has the hash of its content in its name. */
export const filesPath = '/graphql/files';

/** The files of GraphiQL by their names, and the parts of the page that refer to them. */
export interface GraphiqlFiles {
  byName: Map<string, StaticFile>;
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
  const byName = new Map<string, StaticFile>();
  function add(name: string, extension: keyof typeof contentTypes, content: string | Buffer): string {
    const file = createStaticFile({
      content,
      contentType: contentTypes[extension],
      isImmutable: true,
      isAlwaysCompressed: true,
    });
    const fileName = `${name}-${file.hash}.${extension}`;
    byName.set(fileName, file);
    return `${basePath}${filesPath}/${fileName}`;
  }

  return {
    byName,
    favicon: add('favicon', 'ico', Buffer.from(parts.favicon.replace(/^.*?base64,/, ''), 'base64')),
    stylesheet: add('graphiql', 'css', parts.css + ownStyle),
    scripts: [add('graphiql', 'js', parts.js), add('start', 'js', startScript)],
    workers: {
      editorWorkerService: add('editor-worker', 'js', parts.editorWorkerService),
      json: add('json-worker', 'js', parts.jsonWorker),
      graphql: add('graphql-worker', 'js', parts.graphqlWorker),
    },
  };
}

const contentTypes = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  ico: 'image/x-icon',
} as const;

const readAsset = (name: string) => readFile(new URL(`./assets/${name}`, import.meta.url), 'utf8');

/** The package exports only the whole page; its parts are in a module beside the one that renders it. */
async function loadParts(): Promise<Parts> {
  const entry = fileURLToPath(import.meta.resolve('@graphql-yoga/render-graphiql'));
  return import(new URL('./graphiql.js', pathToFileURL(entry)).href);
}
