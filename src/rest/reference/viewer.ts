import { readFile } from 'node:fs/promises';
import { HashedFiles } from '../../http/hashed-files.ts';
import { createStaticFile, type StaticFile } from '../../http/static-file.ts';
import { html, trustedHtml } from '../../text/html.ts';
import { securityScheme } from './operation-object.ts';
import { viewerPackage } from './reference-path.ts';

/** The page works without the internet: it loads and calls this gateway only, and no script is part of the page. */
export const viewerContentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The page that shows the reference, and the files that it loads. */
export interface Viewer {
  page: StaticFile;
  files: HashedFiles;
}

interface ViewerOptions {
  /** The key to fill in, which everyone who can open the page can read. */
  apiKey: string | undefined;
  /** The path that the gateway is served under; empty for the root. */
  basePath: string;
  /** The path of the API, below the base path. */
  prefix: string;
  /** Where the files are found, below the path of the API. */
  filesPath: string;
}

/** Reads the viewer's package. @throws Error if it is not installed */
export async function createViewer({ apiKey, basePath, prefix, filesPath }: ViewerOptions): Promise<Viewer> {
  const files = new HashedFiles(`${basePath}${prefix}${filesPath}`);
  const readPackage = (name: string) =>
    readFile(new URL(import.meta.resolve(`${viewerPackage}/${name}`)), 'utf8');
  const readAsset = (name: string) => readFile(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  const style = files.add(
    'viewer',
    'css',
    (await readPackage('swagger-ui.css')) + (await readAsset('viewer.css')),
  );
  const script = files.add('viewer', 'js', await readPackage('swagger-ui-bundle.js'));
  const start = files.add('start', 'js', await readAsset('viewer-start.js'));
  const configuration = JSON.stringify({
    documentUrl: `${basePath}${prefix}/openapi.json`,
    serverUrl: `${basePath}${prefix}`,
    apiKey,
    scheme: securityScheme,
  });
  const page = createStaticFile({
    contentType: 'text/html; charset=utf-8',
    isImmutable: false,
    content: html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Postern · REST API</title>
<link rel="icon" href="${basePath}/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${style}">
</head>
<body>
<noscript>This page needs JavaScript. The reference is also at <a href="${basePath}${prefix}/openapi.json">openapi.json</a>.</noscript>
<main id="viewer"></main>
<script type="application/json" id="configuration">${trustedHtml(configuration.replaceAll('<', '\\u003c'))}</script>
<script src="${script}" defer></script>
<script src="${start}" type="module"></script>
</body>
</html>
`.toString(),
  });
  return { page, files };
}
