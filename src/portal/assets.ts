import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file that the pages load. It can be cached permanently: different content has a different path. */
interface Asset {
  path: string;
  contentType: string;
  body: string;
}

const stylesheet = readAsset('css', 'text/css; charset=utf-8');
const script = readAsset('js', 'text/javascript; charset=utf-8');

export const assets: readonly Asset[] = [stylesheet, script];
export const stylesheetPath = stylesheet.path;
export const scriptPath = script.path;

/** Reads a file that `npm run generate` makes from the sources beside it. */
function readAsset(extension: string, contentType: string): Asset {
  const body = readFileSync(new URL(`./assets/portal.generated.${extension}`, import.meta.url), 'utf8');
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return { path: `/assets/portal-${hash}.${extension}`, contentType, body };
}
