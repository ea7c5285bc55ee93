import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';

export interface ProgramFolder {
  path: string;
  /** Installs every package of this checkout but those, by links, in place of what was installed. */
  installAllBut: (missing: readonly string[]) => Promise<void>;
  /**
   * Installs these packages and no other, in place of what was installed. They are copied: readers of files may follow no link.
   */
  installOnly: (names: readonly string[]) => Promise<void>;
  remove: () => Promise<void>;
}

/** A folder with the program's own files and without any package. */
export async function createProgramFolder(): Promise<ProgramFolder> {
  const path = await mkdtemp(`${tmpdir()}/postern-program-`);
  await cp('package.json', `${path}/package.json`);
  await cp('src', `${path}/src`, { recursive: true });
  await cp('prisma/migrations', `${path}/prisma/migrations`, { recursive: true });
  const packages = `${path}/node_modules`;
  return {
    path,
    installAllBut: async (missing) => {
      await rm(packages, { recursive: true, force: true });
      for (const name of await packageNames()) {
        if (!missing.includes(name)) {
          const link = `${packages}/${name}`;
          await mkdir(link.slice(0, link.lastIndexOf('/')), { recursive: true });
          await symlink(`${process.cwd()}/node_modules/${name}`, link);
        }
      }
    },
    installOnly: async (names) => {
      await rm(packages, { recursive: true, force: true });
      for (const name of names) {
        await cp(`node_modules/${name}`, `${packages}/${name}`, { recursive: true });
      }
    },
    remove: () => rm(path, { recursive: true }),
  };
}

async function packageNames(): Promise<string[]> {
  const names = await readdir('node_modules');
  const inScopes = names
    .filter((name) => name.startsWith('@'))
    .map(async (scope) => (await readdir(`node_modules/${scope}`)).map((name) => `${scope}/${name}`));
  return [...names.filter((name) => !name.startsWith('@')), ...(await Promise.all(inScopes)).flat()];
}
