import type { FeedEvent } from '../domain/events/feed-event.ts';
import { followChanges } from '../domain/events/follow-events.ts';
import { isId } from '../ids.ts';
import { type Context, requireStream, requireTenant, type TenantRequest } from './context.ts';
import type { StreamItem } from './execute-subscription.ts';

interface FollowOptions<Resource> {
  /** The tenant’s resource; null if it has none with the id. */
  find: (tenant: TenantRequest, id: string) => Promise<Resource | null>;
  /** Whether an event reports a change of the resource. */
  isAbout: (event: FeedEvent, resource: Resource) => boolean;
}

/**
 * Makes the subscription to a resource: it yields immediately and after each change, and the field's resolver reads the
 * resource as a query does. What does not exist is null once, because it cannot come to exist under the same id.
 */
export const followResource =
  <Resource>({ find, isAbout }: FollowOptions<Resource>) =>
  async (_root: unknown, args: { id: string }, context: Context): Promise<AsyncIterable<StreamItem>> => {
    const tenant = requireTenant(context);
    const { signal } = requireStream(context);
    const id = args.id.toLowerCase();
    const resource = isId(id) ? await find(tenant, id) : null;
    if (resource === null) {
      return once();
    }
    const { scope } = tenant;
    const changes = await followChanges(tenant, {
      scope,
      isAbout: (event) => isAbout(event, resource),
      signal,
    });
    return (async function* items() {
      for await (const _change of changes) {
        yield {};
      }
    })();
  };

async function* once(): AsyncGenerator<StreamItem> {
  yield {};
}
