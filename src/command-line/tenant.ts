import { type Command, Option } from 'commander';
import { expectType } from './expect-type.ts';
import {
  CreateTenantDocument,
  ListTenantsDocument,
  type TenantAccountFragment,
} from './generated/graphql.ts';
import { connect, wholeNumber } from './options.ts';
import { detailTable, listTable, printResult, timeText } from './output.ts';
import { readPages } from './read-pages.ts';
import type { Surroundings } from './surroundings.ts';

interface CreateOptions {
  name: string;
  credits?: number;
  expiryHours?: number;
  language?: string;
}

/** Adds `tenant create` and `tenant list`. */
export function addTenantCommands(program: Command, surroundings: Surroundings): void {
  const tenant = program.command('tenant').description('the teams that use this gateway');

  tenant
    .command('create')
    .description('creates a tenant and prints its first API key, this once')
    .requiredOption('--name <name>', "the team's name, as recipients see it")
    .option('--credits <number>', 'send credits to start with (default: none)', wholeNumber)
    .option(
      '--expiry-hours <number>',
      'hours that a link lives unless a send says otherwise (default: 48)',
      wholeNumber,
    )
    .addOption(
      new Option('--language <language>', 'language of mails to recipients (default: en)').choices([
        'en',
        'de',
      ]),
    )
    .action(async (options: CreateOptions, command: Command) => {
      const client = await connect({ command, surroundings });
      const { name, credits, expiryHours, language } = options;
      const { createTenant } = await client.execute(CreateTenantDocument, {
        input: { name, credits, defaultExpiryHours: expiryHours, language },
      });
      const created = expectType(createTenant, 'CreateTenantPayload', {
        name: '--name',
        credits: '--credits',
        defaultExpiryHours: '--expiry-hours',
        language: '--language',
      });
      printResult({
        command,
        surroundings,
        json: { tenant: created.tenant, apiKey: created.apiKey },
        text: () =>
          `${detailTable({ ...tenantProperties(created.tenant), 'API key': created.apiKey })}\n\nKeep the API key: it is shown only this once.`,
      });
    });

  tenant
    .command('list')
    .description('lists every tenant, newest first')
    .action(async (_options: object, command: Command) => {
      const client = await connect({ command, surroundings });
      const tenants = await readPages(
        async (after) => (await client.execute(ListTenantsDocument, { after })).tenants,
      );
      printResult({
        command,
        surroundings,
        json: tenants,
        text: () => (tenants.length === 0 ? 'No tenants.' : tenantList(tenants)),
      });
    });
}

/** A tenant's properties under the names that people read. */
export function tenantProperties(tenant: TenantAccountFragment) {
  return {
    Tenant: tenant.name,
    ID: tenant.id,
    Credits: `${tenant.credits.available} available, ${tenant.credits.held} held, ${tenant.credits.used} used`,
    'Link lifetime': `${tenant.defaultExpiryHours} hours`,
    Language: tenant.language,
    Created: timeText(tenant.createdAt, ''),
  };
}

const tenantList = (tenants: readonly TenantAccountFragment[]): string =>
  listTable(
    ['ID', 'Name', 'Available', 'Held', 'Used', 'Link hours', 'Language', 'Created'],
    tenants.map(({ id, name, credits, defaultExpiryHours, language, createdAt }) => [
      id,
      name,
      credits.available,
      credits.held,
      credits.used,
      defaultExpiryHours,
      language,
      timeText(createdAt, ''),
    ]),
  );
