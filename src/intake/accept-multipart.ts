import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Stands in for a multipart body that has not been read. */
const unreadParts = Symbol('unread parts');

/** Makes routes accept `multipart/form-data`, for their handlers to read with `withParts`. */
export function acceptMultipart(instance: FastifyInstance): void {
  instance.addContentTypeParser('multipart/form-data', (_request, _payload, done) => done(null, unreadParts));
}

/** Whether a route that accepts `multipart/form-data` received it. */
export const isMultipart = ({ body }: Pick<FastifyRequest, 'body'>): boolean => body === unreadParts;
