import { textTypes } from './accepted-types.ts';

/** The extensions of names that say what a file of a type is. The first is given to a file that has none of them. */
const extensions: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif'],
  'image/heif': ['heif', 'heic'],
  'video/mp4': ['mp4', 'm4v'],
  'video/webm': ['webm'],
  'video/quicktime': ['mov', 'qt'],
  'text/plain': ['txt'],
  ...Object.fromEntries(
    Object.values(textTypes)
      .filter((type) => type !== 'text/plain')
      .map((type) => [type, Object.keys(textTypes).filter((extension) => textTypes[extension] === type)]),
  ),
};

/**
 * The name under which a file is handed out: its own, which gets an extension where it does not say what the content is.
 * A text called `invoice.bat` is handed out as `invoice.bat.txt`, because a computer goes by the name and would run it.
 */
export function downloadName({ name, contentType }: { name: string; contentType: string }): string {
  const fitting = extensions[contentType] ?? [];
  const [, extension = ''] = /\.([^.]+)$/.exec(name.toLowerCase()) ?? [];
  return fitting.includes(extension) ? name : `${name}.${fitting[0] ?? 'bin'}`;
}
