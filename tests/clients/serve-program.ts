import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BuiltProgram } from './build-program.ts';

/** A site with one page, which loads a program. */
export interface Site {
  /** The site's origin by the name of this machine. It differs from a gateway's by its port. */
  originOf: (host: string) => string;
  close: () => void;
}

export async function serveProgram({ bundle }: BuiltProgram): Promise<Site> {
  const script = await readFile(bundle);
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return { originOf: (host) => `http://${host}:${port}`, close: () => server.close() };
}
