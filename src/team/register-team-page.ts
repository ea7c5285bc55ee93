import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HashedFiles } from '../http/hashed-files.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import { createStaticFile, type StaticFile } from '../http/static-file.ts';
import { lazily } from '../runtime/lazily.ts';
import { renderTeamPage, teamContentSecurityPolicy } from './render-team-page.ts';

/** Where the page is, below the path of `PUBLIC_URL`. */
export const teamPath = '/team/';

const filesPath = '/team/files';

interface TeamPageOptions {
  /** The path of `PUBLIC_URL`. */
  basePath: string;
  limits: RateLimits;
}

interface TeamFiles {
  page: StaticFile;
  files: HashedFiles;
}

type FileRequest = FastifyRequest<{ Params: { name: string } }>;

/**
 * `/team/`: the page on which a team reviews responses. It is the same for everyone and has no data: its script reads and
 * changes everything through the public API, with the key of whoever uses it.
 */
export function registerTeamPage(app: FastifyInstance, { basePath, limits }: TeamPageOptions): void {
  const read = lazily(() => readTeamFiles(basePath));

  app.get(teamPath, async (request, reply) => {
    await limits.countPage(request);
    reply.header('Content-Security-Policy', teamContentSecurityPolicy);
    return (await read()).page.send(request, reply);
  });

  app.get(`${filesPath}/:name`, async (request: FileRequest, reply: FastifyReply) => {
    await limits.countPage(request);
    const file = (await read()).files.get(request.params.name);
    return file ? file.send(request, reply) : reply.callNotFound();
  });
}

async function readTeamFiles(basePath: string): Promise<TeamFiles> {
  const [style, script] = await Promise.all([readAsset('css'), readAsset('js')]);
  const files = new HashedFiles(`${basePath}${filesPath}`);
  const content = renderTeamPage({
    basePath,
    stylesheet: files.add('team', 'css', style),
    script: files.add('team', 'js', script),
  });
  return {
    files,
    page: createStaticFile({ content, contentType: 'text/html; charset=utf-8', isImmutable: false }),
  };
}

/** Reads a file that `npm run generate` makes from the sources in the folder. */
const readAsset = (extension: 'css' | 'js'): Promise<string> =>
  readFile(new URL(`./assets/team.generated.${extension}`, import.meta.url), 'utf8');
