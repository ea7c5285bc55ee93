import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { CommandFailure } from '../command-failure.ts';
import { pathOf } from '../file-path.ts';
import { connect, readUrl } from '../options.ts';
import { printResult } from '../output.ts';
import type { Surroundings } from '../surroundings.ts';
import { type ExportedFile, exportLists } from './export-lists.ts';
import { openContent, patientFetch, readItems, readOwner } from './read-export.ts';
import { type Archive, linesOf, writeArchive } from './write-archive.ts';

/** The version of the archive's layout, which changes only if a reader has to change. */
const formatVersion = 1;

/** Adds `export`. */
export function addExportCommand(program: Command, surroundings: Surroundings): void {
  program
    .command('export')
    .description(
      "writes all of a tenant's data in the key's mode, with its files, as JSON lines in a ZIP file",
    )
    .requiredOption('--key <key>', "the tenant's own key with the scope ADMIN")
    .requiredOption('--out <file>', 'the ZIP file to create')
    .action(async ({ key, out }: { key: string; out: string }, command: Command) => {
      const fetch = patientFetch(surroundings.fetch);
      const client = await connect({ command, surroundings: { ...surroundings, fetch }, key });
      const owner = await readOwner(client);
      const counts: Record<string, number> = {};
      const missing: string[] = [];
      const open = (contentPath: string) => openContent({ fetch, url: readUrl(command), key, contentPath });

      await writeArchive(pathOf(out, surroundings), async (archive) => {
        const startedAt = new Date().toISOString();
        for (const list of exportLists) {
          const files: ExportedFile[] = [];
          counts[list.file] = 0;
          await archive.add(
            list.file,
            linesOf(
              (async function* () {
                for await (const item of readItems(client, list)) {
                  counts[list.file] = (counts[list.file] ?? 0) + 1;
                  files.push(...(list.files?.(item as never) ?? []));
                  yield item;
                }
              })(),
            ),
          );
          await addFiles(archive, files);
        }
        const manifest = { format: formatVersion, startedAt, ...owner, counts, missing };
        await archive.add('manifest.json', Readable.from([`${JSON.stringify(manifest, null, 2)}\n`]));
      }).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'EEXIST'
          ? new CommandFailure(`The file ${out} already exists.`)
          : error.syscall === undefined
            ? error
            : new CommandFailure(`Cannot write ${out} (${error.code}).`);
      });
      printResult({
        command,
        surroundings,
        json: { file: out, counts, missing },
        text: ({ detailTable }) => [detailTable(counts), `Written to ${out}.`].join('\n\n'),
      });

      async function addFiles(archive: Archive, files: readonly ExportedFile[]): Promise<void> {
        for (const { contentPath, archivePath } of files) {
          const content = await open(contentPath);
          if (content) {
            await archive.add(archivePath, content);
            counts['files'] = (counts['files'] ?? 0) + 1;
          } else {
            missing.push(archivePath);
          }
        }
      }
    });
}
