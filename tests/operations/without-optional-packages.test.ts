import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.ts';
import { programEnvironment } from '../support/program-environment.ts';
import { createProgramFolder, type ProgramFolder } from '../support/program-folder.ts';
import { imageOf, pdfOf } from '../support/sample-documents.ts';

const lines = ['Certificate of incorporation', 'Company number\t09876543'];
const firstPage = 'The company was registered in Hamburg on 4 May 2016.';

let program: ProgramFolder;
beforeAll(async () => {
  program = await createProgramFolder();
});
afterAll(() => program.remove());

describe('without the packages that recognise text, a reader', () => {
  beforeAll(() => program.installOnly(['pdfjs-dist', 'unpdf', 'zod']));

  /** What the program in that folder makes of a file. */
  async function read(name: string, contentType: string, content: Buffer): Promise<unknown> {
    const path = `${program.path}/${name}`;
    await writeFile(path, content);
    const task = { tenantId: 'tenant', path, contentType };
    const script = `
      import { createExtractor } from './src/text-extraction/create-extractor.ts';
      const extract = createExtractor();
      console.log(JSON.stringify(await extract(${JSON.stringify(task)})));
      await extract.close();`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', script],
      { cwd: program.path },
    );
    return JSON.parse(stdout);
  }

  it('a reader without text recognition reads the text of a PDF and names the pages that are pictures', async () => {
    const scan = imageOf(lines, { type: 'jpeg' });
    const content = pdfOf([[firstPage], { scans: [scan] }, [firstPage], { scans: [scan] }]);
    expect(await read('mixed.pdf', 'application/pdf', content)).toEqual({
      pages: [firstPage, '', firstPage, ''],
      unreadPages: 'Pages 2, 4 were not read: this gateway has no text recognition installed.',
    });
  });

  it('a reader without text recognition explains why nothing was read of a PDF of pictures alone', async () => {
    const content = pdfOf([{ scans: [imageOf(lines, { type: 'jpeg' })] }]);
    expect(await read('scan.pdf', 'application/pdf', content)).toEqual({
      unreadableReason:
        'No text was found in it. Page 1 was not read: this gateway has no text recognition installed.',
    });
  });

  it('a reader without text recognition explains why a photo is not read', async () => {
    expect(await read('photo.png', 'image/png', imageOf(lines))).toEqual({
      unreadableReason: 'Pictures cannot be read: this gateway has no text recognition installed.',
    });
  });
});

describe('a gateway starts', () => {
  const tracingPackages = ['@opentelemetry/sdk-trace-base', '@opentelemetry/exporter-trace-otlp-proto'];
  const noRecognition =
    'Text in scans and photos is not read: the optional packages that recognise it are not installed.';

  it.each([
    ['text recognition', ['@napi-rs/canvas', 'tesseract.js', '@tesseract.js-data/deu'], [noRecognition]],
    ['the data of one language to recognise', ['@tesseract.js-data/eng'], [noRecognition]],
    ['GraphiQL', ['@graphql-yoga/render-graphiql'], []],
    ['the viewer of the reference', ['swagger-ui-dist'], []],
    ['the export of traces', tracingPackages, []],
  ])('a gateway starts without %s, says so, and does not offer it', async (_name, missing, logged) => {
    await program.installAllBut(missing);
    const { settings, drop } = await createTestDatabase({ holds: 'withDemoTenant' });
    const child = spawn(process.execPath, ['src/start.js'], {
      cwd: program.path,
      env: {
        ...programEnvironment(),
        PORT: '0',
        DATA_DIR: settings.dataDir,
        ...(settings.databaseUrl && { DATABASE_URL: settings.databaseUrl }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = text(child.stderr);
    const printed: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      printed.push(line);
      if (line.startsWith('Send a first workflow')) {
        break;
      }
    }
    const [, url] = /^Postern ready at (.+)$/.exec(printed[0] ?? '') ?? [];
    const page = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } });
    const links = (await (await fetch(url ?? '')).json()) as { links: { reference: string } };
    const reference = await fetch(links.links.reference);
    const docs = await fetch(`${url}/api/v1/docs/`);
    child.kill('SIGTERM');
    const entries = (await log).split('\n').filter((line) => line.includes('not installed'));
    expect(entries.map((line) => JSON.parse(line))).toEqual(
      logged.map((msg) => expect.objectContaining({ level: 30, msg })),
    );
    const hasGraphiql = !missing.includes('@graphql-yoga/render-graphiql');
    expect(printed.some((line) => line.startsWith('GraphiQL'))).toBe(hasGraphiql);
    expect(page.ok).toBe(hasGraphiql);
    expect(reference.ok).toBe(true);
    expect(docs.status).toBe(missing.includes('swagger-ui-dist') ? 404 : 200);
    await drop();
  });

  it('a gateway that is to export traces does not start without the packages for it, and says which one is missing', async () => {
    await program.installAllBut(tracingPackages);
    const child = spawn(process.execPath, ['src/start.js'], {
      cwd: program.path,
      env: { ...programEnvironment(), OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [written, [status]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(status).toBe(1);
    expect(written).toMatch(/^OTEL_EXPORTER_OTLP_ENDPOINT must not be set .*@opentelemetry\/sdk-trace-base/m);
  });
});
