import { canReadCapturedMails } from '../../domain/captures/can-read-captured-mails.ts';
import { builder } from '../builder.ts';
import { offsetArgument, resolvePage, rootPageComplexity, uuidCursor } from '../connection.ts';
import { requireTenant } from '../context.ts';
import { mailTextPrice } from '../prices.ts';
import { NodeInterface } from './node.ts';

const CapturedMailType = builder.prismaObject('CapturedMail', {
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The captured email’s id.' }),
    to: t.expose('to', { type: 'EmailAddress' }),
    subject: t.exposeString('subject'),
    text: t.exposeString('text', { complexity: mailTextPrice }),
    html: t.exposeString('html', { complexity: mailTextPrice }),
    workflowSessionId: t.exposeID('workflowSessionId', { nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
  }),
});

builder.queryField('capturedMails', (t) =>
  t.connection(
    {
      type: CapturedMailType,
      description:
        'Emails that were captured instead of sent: those of test keys, and those of live keys while no mail server is configured.',
      complexity: rootPageComplexity,
      args: offsetArgument(t.arg),
      resolve: (_root, args, context, info) => {
        const tenant = requireTenant(context);
        const { db } = tenant;
        const isReadable = canReadCapturedMails(tenant);
        return resolvePage({
          args,
          context,
          info,
          parseId: uuidCursor,
          rows: (query) => (isReadable ? db.capturedMail.findMany(query) : Promise.resolve([])),
          idOf: (mail) => mail.id,
          count: () => (isReadable ? db.capturedMail.count() : Promise.resolve(0)),
        });
      },
    },
    { name: 'CapturedMailConnection', description: 'A page of captured emails.' },
    { name: 'CapturedMailEdge', description: 'A captured email with its cursor.' },
  ),
);
