import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** What fits into one packet is not worth the time that compressing it takes. */
const minCompressedBytes = 1_400;

/**
 * Makes the responses of an API private to the caller, so that no cache keeps them, and compresses them for clients that
 * request it. Routes that send files have the option `compress: false`: most files are compressed already.
 */
export async function prepareApiResponses(api: FastifyInstance): Promise<void> {
  api.addHook('onRequest', (_request, reply, done) => {
    reply.header('Cache-Control', 'private, no-store');
    done();
  });
  await api.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: minCompressedBytes,
    // A body that says it is compressed is rejected.
    globalDecompression: false,
  });
}
