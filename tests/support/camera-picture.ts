import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const width = 1280;
const height = 720;

/** The pictures that a camera without hardware can show. */
const pictures = {
  /** Print: strokes with hard edges, not bright enough to be glare. */
  sharp: (x: number, y: number) => (y % 40 < 18 && (x + Math.floor(y / 40) * 7) % 24 < 10 ? 50 : 190),
  /** A soft gradient with a white spot that has no edge. */
  bad: (x: number, y: number) => 270 - Math.hypot(x - width / 2, y - height / 2) * 0.6,
};

/** Arguments for a browser with a camera without hardware, whose user allows every page to use it, or none. */
export const cameraArgs = ({ isAllowed = true } = {}): string[] => [
  '--use-fake-device-for-media-stream',
  `--use-fake-ui-for-media-stream${isAllowed ? '' : '=deny'}`,
];

/**
 * Arguments for a browser whose camera shows a picture, in a file that the test removes.
 *
 * @returns the arguments, and the path of the file
 */
export async function fakeCamera(picture: keyof typeof pictures): Promise<{ args: string[]; path: string }> {
  const path = join(tmpdir(), `camera-${process.pid}-${picture}.y4m`);
  const luma = Buffer.alloc(width * height);
  for (let at = 0; at < luma.length; at += 1) {
    const value = pictures[picture](at % width, Math.floor(at / width));
    luma[at] = Math.max(16, Math.min(255, Math.round(value)));
  }
  const chroma = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  await writeFile(path, Buffer.concat([head, frame, frame]));
  return {
    args: [...cameraArgs(), `--use-file-for-fake-video-capture=${path}`],
    path,
  };
}
