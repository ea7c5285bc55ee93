import { createStaticFile, type StaticFile } from './static-file.ts';

const contentTypes = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  ico: 'image/x-icon',
} as const;

/** Files that a page loads. Each has the hash of its content in its name, so that browsers can keep it forever. */
export class HashedFiles {
  readonly #path: string;
  readonly #byName = new Map<string, StaticFile>();

  /** @param path where the files are found, without a slash at its end */
  constructor(path: string) {
    this.#path = path;
  }

  /** Compresses a file, once. @returns where it is found */
  add(name: string, extension: keyof typeof contentTypes, content: string | Buffer): string {
    const file = createStaticFile({
      content,
      contentType: contentTypes[extension],
      isImmutable: true,
      isAlwaysCompressed: true,
    });
    const fileName = `${name}-${file.hash}.${extension}`;
    this.#byName.set(fileName, file);
    return `${this.#path}/${fileName}`;
  }

  get(name: string): StaticFile | undefined {
    return this.#byName.get(name);
  }
}
