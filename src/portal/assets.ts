import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file that the pages load. It can be cached permanently: different content has a different path. */
interface Asset {
  path: string;
  contentType: string;
  body: string;
}

const contentTypes = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' } as const;

const stylesheet = readAsset('portal', 'css');
const script = readAsset('portal', 'js');
const capture = readAsset('capture', 'js');
const captureStylesheet = readAsset('capture', 'css');
const handover = readAsset('handover', 'js');

export const assets: readonly Asset[] = [stylesheet, script, capture, captureStylesheet, handover];
export const stylesheetPath = stylesheet.path;
export const scriptPath = script.path;

/** What the script of a verification's page loads once the recipient opens the camera. */
export const capturePath = capture.path;
export const captureStylesheetPath = captureStylesheet.path;
/** What it loads once the recipient opens the way to continue on a phone. */
export const handoverPath = handover.path;

/** Reads a file that `npm run generate` makes from the sources beside it. */
function readAsset(name: string, extension: keyof typeof contentTypes): Asset {
  const body = readFileSync(new URL(`./assets/${name}.generated.${extension}`, import.meta.url), 'utf8');
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return { path: `/assets/${name}-${hash}.${extension}`, contentType: contentTypes[extension], body };
}
