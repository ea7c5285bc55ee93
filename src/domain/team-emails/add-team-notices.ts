import { Prisma } from '../../database/client/client.ts';

/** The time of day, in UTC, at which the emails about a day's events are due. */
const dailyAt = '6 hours';

/**
 * The part of a statement that notes which of the events in `event` a tenant's team will be notified of by email. Costs nothing
 * more where a tenant has no addresses.
 */
export const addTeamNotices: Prisma.Sql = Prisma.sql`
  INSERT INTO team_notices (id, tenant_id, mode, due_at)
  SELECT event.id, event.tenant_id, event.mode,
    CASE tenants.team_email_schedule
      WHEN 'IMMEDIATE' THEN event.created_at
      ELSE date_trunc('day', event.created_at - interval '${Prisma.raw(dailyAt)}', 'UTC') + interval '1 day ${Prisma.raw(dailyAt)}'
    END
  FROM event JOIN tenants ON tenants.id = event.tenant_id
  WHERE tenants.team_emails <> '{}' AND event.type = ANY (tenants.team_email_events)`;
