import { finished, type Readable } from 'node:stream';

/**
 * The first bytes of a stream, which still returns them to the next reader. Fewer if the stream has fewer.
 *
 * @throws whatever the stream fails with
 */
export const peek = (stream: Readable, bytes: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const forget = finished(stream, { writable: false }, (error) => {
      stream.off('readable', look);
      return error ? reject(error) : resolve(Buffer.alloc(0));
    });
    stream.on('readable', look);

    function look(): void {
      // Returns null until there are enough bytes, or else all there are.
      const start: Buffer | null = stream.read(bytes);
      if (start !== null) {
        forget();
        stream.off('readable', look);
        stream.unshift(start);
        resolve(start);
      }
    }
  });
