import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocumentProxy } from 'unpdf';
import type { ExtractionLimits } from './limits.ts';
import { reasons, UnreadableError } from './read-document.ts';

type PdfOptions = NonNullable<Parameters<typeof getDocumentProxy>[1]>;

/** The files that the library needs besides its code are in this package: decoders, standard fonts, and encodings. */
const packageFolder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const folderOf = (name: string) => join(packageFolder, name, '/');

/** @throws UnreadableError if the file is protected by a password */
export async function openPdf(
  bytes: Buffer,
  { maxPixels }: Pick<ExtractionLimits, 'maxPixels'>,
  options: Pick<PdfOptions, 'CanvasFactory'> = {},
) {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), {
      ...options,
      maxImageSize: maxPixels,
      wasmUrl: folderOf('wasm'),
      standardFontDataUrl: folderOf('standard_fonts'),
      cMapUrl: folderOf('cmaps'),
      // The library lays out Adobe's XFA forms; their scripts are not run.
      enableXfa: true,
      // Resources that are not in the file are not loaded from anywhere else.
      useSystemFonts: false,
      useWorkerFetch: false,
      disableFontFace: true,
      verbosity: 0,
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      throw new UnreadableError(reasons.password);
    }
    throw error;
  }
}
