import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { readMarkdown, shellBlocksIn } from '../documentation/markdown.ts';
import type { DatabaseSettings } from './database.ts';

/** Whether the programs that the documented commands use are installed. */
export const hasBackupTools = ['pg_dump', 'pg_restore'].every(
  (tool) => spawnSync(tool, ['--version']).error === undefined,
);

/** Runs commands with the variables that they use: those of a gateway, and the folder of the backup. */
type Execute = (settings: DatabaseSettings, backup: string) => Promise<void>;

/** The commands that back up a gateway and restore it, exactly as they are printed. */
export async function readBackupCommands(): Promise<{ backUp: Execute; restore: Execute }> {
  const blocks = shellBlocksIn(await readMarkdown('docs/operations/backup.md'));
  const [backUp, restore] = blocks;
  if (backUp === undefined || restore === undefined || blocks.length > 2) {
    throw new Error('The page about backups has other commands than expected.');
  }
  const executeBlock =
    (block: string): Execute =>
    async (settings, backup) => {
      await promisify(execFile)('sh', ['-ec', block], {
        env: {
          PATH: process.env['PATH'],
          BACKUP: backup,
          DATA_DIR: settings.dataDir,
          DATABASE_URL: settings.directUrl ?? settings.databaseUrl,
        },
      });
    };
  return { backUp: executeBlock(backUp), restore: executeBlock(restore) };
}
