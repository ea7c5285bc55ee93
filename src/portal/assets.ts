import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pageFonts } from '../theme/fonts.ts';
import { inBothSchemes, palettes } from '../theme/palettes.ts';

/** A file that the pages load. It can be cached permanently: another content has another path. */
interface Asset {
  path: string;
  contentType: string;
  body: string;
}

/** The parts of the script, each after those that it uses. */
const scriptParts = ['page', 'numbers', 'countries', 'questions', 'autosave', 'uploads', 'start'];

const stylesheet = asset({
  name: 'portal',
  extension: 'css',
  contentType: 'text/css; charset=utf-8',
  body:
    inBothSchemes(palettes) +
    `:root{--fonts:${pageFonts}}` +
    readSource('portal.css').replaceAll(/(?<=:) | (?=\{)|;\n(?=\})|(?<=[,;{])\n/g, ''),
});

const script = asset({
  name: 'portal',
  extension: 'js',
  contentType: 'text/javascript; charset=utf-8',
  body: scriptParts.map((part) => readSource(`${part}.js`)).join('\n'),
});

export const assets: readonly Asset[] = [stylesheet, script];
export const stylesheetPath = stylesheet.path;
export const scriptPath = script.path;

/**
 * Reads a part from beside this module, without what only its readers need: indentation, comment lines, and the imports and
 * exports between the parts, which become one module.
 */
function readSource(name: string): string {
  return readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^import [\s\S]*?;$/gm, '')
    .split('\n')
    .map((line) => line.trim().replace(/^export /, ''))
    .filter((line) => line !== '' && !line.startsWith('//'))
    .join('\n');
}

function asset(options: { name: string; extension: string; contentType: string; body: string }): Asset {
  const { name, extension, contentType, body } = options;
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return { path: `/assets/${name}-${hash}.${extension}`, contentType, body };
}
