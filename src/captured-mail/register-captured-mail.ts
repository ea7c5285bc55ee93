import type { FastifyInstance } from 'fastify';
import type { PrismaClient } from '../database/client/client.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import { devMailContentSecurityPolicy, renderMail, renderMailList } from './mail-pages.ts';

/** How many emails the list shows. */
const emailsShown = 200;

/** `/dev/mail`: the captured emails of every tenant, for whoever runs the gateway outside production. */
export function registerDevMail(
  app: FastifyInstance,
  { allTenants, basePath, limits }: { allTenants: PrismaClient; basePath: string; limits: RateLimits },
): void {
  app.register(async (instance) => {
    instance.addHook('onRequest', async (request, reply) => {
      await limits.countPage(request);
      reply.header('Content-Security-Policy', devMailContentSecurityPolicy).type('text/html; charset=utf-8');
    });
    instance.get('/dev/mail', async () =>
      renderMailList(
        await allTenants.capturedMail.findMany({
          orderBy: { id: 'desc' },
          take: emailsShown,
          select: { id: true, to: true, subject: true, createdAt: true },
        }),
        basePath,
      ),
    );
    instance.get<{ Params: { id: string } }>('/dev/mail/:id', async ({ params }, reply) => {
      const mail = /^[0-9a-f-]{36}$/.test(params.id)
        ? await allTenants.capturedMail.findUnique({ where: { id: params.id } })
        : null;
      return mail ? renderMail(mail, basePath) : reply.code(404).send('This email does not exist.');
    });
  });
}
