import { auditEventConditions, auditEventFilter } from '../../domain/events/audit-event-filter.ts';
import type { AuditEventType as AuditEventName } from '../../domain/events/event-types.ts';
import { followEvents } from '../../domain/events/follow-events.ts';
import { countListedAuditEvents, listAuditEvents } from '../../domain/events/list-audit-events.ts';
import type { AuditRecord, AuditSubject } from '../../domain/events/read-audit-events.ts';
import { personOf } from '../../domain/person.ts';
import { builder } from '../builder.ts';
import {
  type ListField,
  offsetArgument,
  type PageArguments,
  resolvePage,
  rootPageComplexity,
  uuidCursor,
} from '../connection.ts';
import { type Context, requireStream, requireTenant } from '../context.ts';
import type { StreamItem } from '../execute-subscription.ts';
import { listFilter } from '../list-filter.ts';
import { longValuePrice } from '../prices.ts';
import { ActorKindEnum, AuditEventTypeEnum } from './enums.ts';
import { NodeInterface } from './node.ts';
import { PersonType, resolvePerson } from './person.ts';

const AuditActorType = builder
  .objectRef<Pick<AuditRecord, 'actorKind' | 'actorName' | 'actingUser'>>('AuditActor')
  .implement({
    description: 'The kind of actor.',
    fields: (t) => ({
      kind: t.expose('actorKind', { type: ActorKindEnum, description: 'The kind of actor.' }),
      name: t.exposeString('actorName', {
        description: 'The name of the API key, or the address that the recipient’s link was sent to.',
      }),
      person: t.field({
        type: PersonType,
        nullable: true,
        description:
          'The person for whom the key acted, from the header `X-Acting-User`. `null` if the request named none.',
        resolve: ({ actingUser }) => resolvePerson(actingUser),
      }),
    }),
  });

export const AuditEventType = builder.objectRef<AuditRecord>('AuditEvent').implement({
  interfaces: [NodeInterface],
  description: 'An event in the audit trail: who did what, and when.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The event’s id.' }),
    type: t.field({
      type: AuditEventTypeEnum,
      description: 'The type of the event.',
      resolve: ({ type }) => type as AuditEventName,
    }),
    actor: t.field({ type: AuditActorType, description: 'The actor.', resolve: (event) => event }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the event occurred.' }),
    entityId: t.exposeID('entityId', {
      nullable: true,
      description: 'The id of the entity that the event is about. `null` for events of webhooks and batches.',
    }),
    responseId: t.exposeID('responseId', {
      nullable: true,
      description: 'The id of the response that the event is about. `null` if there is none.',
    }),
    workflowSessionId: t.exposeID('workflowSessionId', {
      nullable: true,
      description: 'The id of the workflow session that the event is about. `null` if there is none.',
    }),
    details: t.field({
      type: 'JSON',
      complexity: longValuePrice,
      description:
        'Further details, depending on the type: an object with keys in snake_case, which can be empty. If the request named a person, `acting_user` has the name and the email address.',
      resolve: ({ details, actingUser }) =>
        actingUser === null ? details : { ...(details as object), acting_user: personOf(actingUser) },
    }),
  }),
});

export const AuditEventConnection = builder.connectionObject(
  { type: AuditEventType, name: 'AuditEventConnection', description: 'A page of an audit trail.' },
  { name: 'AuditEventEdge', description: 'An event with its cursor.' },
);

const filter = listFilter(auditEventFilter);

builder.queryField('auditEvents', (t) =>
  t.connection(
    {
      type: AuditEventType,
      description:
        'The audit trail of the tenant in the key’s mode, newest first. Events of webhooks require the `ADMIN` scope.',
      complexity: rootPageComplexity,
      args: { ...filter.argument(t.arg), ...offsetArgument(t.arg) },
      resolve: (_root, args, context, info) => {
        const tenant = requireTenant(context);
        const conditions = auditEventConditions(filter.read(args));
        return resolvePage({
          args,
          context,
          info,
          parseId: uuidCursor,
          rows: (page) => listAuditEvents(tenant, { conditions, page }),
          idOf: (event) => event.id,
          count: () => countListedAuditEvents(tenant, conditions),
        });
      },
    },
    AuditEventConnection,
  ),
);

/** An event with the id that a client continues after. */
type EventItem = StreamItem & { event: AuditRecord };

builder.subscriptionField('events', (t) =>
  t.field({
    type: AuditEventType,
    description:
      'Each event of the audit trail as soon as it is committed, once and in order. Events of webhooks require the `ADMIN` scope.',
    args: {
      ...filter.argument(t.arg),
      after: t.arg.id({
        description:
          'The id of an event: those after it come first. Defaults to the header `Last-Event-ID`, which takes precedence, and then to the events that are committed from now on.',
      }),
    },
    subscribe: async (_root, { after, ...args }, context): Promise<AsyncIterable<EventItem>> => {
      const tenant = requireTenant(context);
      const { signal, lastEventId } = requireStream(context);
      const events = await followEvents(tenant, {
        filter: filter.read(args),
        after: lastEventId ?? after ?? undefined,
        signal,
      });
      return (async function* items() {
        for await (const event of events) {
          yield { id: event.id, event };
        }
      })();
    },
    resolve: ({ event }: EventItem) => event,
  }),
);

interface TrailOptions {
  of: AuditSubject;
  id: string;
  args: PageArguments;
  context: Context;
  info: ListField;
}

/** One page of the audit trail of a response, a session or a webhook, newest first. */
export function resolveAuditEvents({ of, id, args, context, info }: TrailOptions) {
  const { auditTrails } = requireTenant(context).loaders;
  return resolvePage({
    args,
    context,
    info,
    parseId: uuidCursor,
    rows: (page) => auditTrails.events.load({ of, id, page }),
    idOf: (event) => event.id,
    count: () => auditTrails.count.load({ of, id }),
  });
}
