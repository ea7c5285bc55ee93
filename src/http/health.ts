import type { FastifyInstance } from 'fastify';
import type { PrismaClient } from '../database/client/client.ts';
import { acrossTenants } from '../database/raw-sql.ts';
import { ownWork, workFor } from '../database/share-connections.ts';

/** What orchestrators ask: is the process alive, and can it serve requests? Neither says anything more. */
export function registerHealth(app: FastifyInstance, { allTenants }: { allTenants: PrismaClient }): void {
  app.get('/health/live', async () => ({ status: 'live' }));
  let check: Promise<unknown> | undefined;
  // These requests are not rate-limited, so that however many arrive at a time cost one statement.
  const checkDatabase = () => {
    check ??= workFor(ownWork, async () => {
      await acrossTenants(allTenants).query`SELECT 1`;
    }).finally(() => {
      check = undefined;
    });
    return check;
  };
  app.get('/health/ready', async (_request, reply) => {
    try {
      await checkDatabase();
      return { status: 'ready' };
    } catch {
      return reply.code(503).send({ status: 'unavailable' });
    }
  });
}
