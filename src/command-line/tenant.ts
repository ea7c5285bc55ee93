import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseInput } from '../domain/parse-input.ts';
import { questionnaireDefinition } from '../domain/questionnaires/definition.ts';
import { demoQuestionnaires } from '../domain/questionnaires/demo/demo-questionnaires.ts';
import { languages } from '../languages.ts';
import type { Client } from './client.ts';
import { expectPayload, problem } from './expect-payload.ts';
import { type Enum, graphql } from './graphql.ts';
import { importQuestionnaire } from './import-questionnaire.ts';
import { connect, ownKeyOption, rejectUsage, wholeNumber } from './options.ts';
import { printResult } from './output.ts';
import { readPages } from './read-pages.ts';
import type { Surroundings } from './surroundings.ts';
import { tenantAccount, tenantList, tenantProperties } from './tenant-account.ts';

const createTenant = graphql(
  `
    mutation CreateTenant($input: CreateTenantInput!) {
      createTenant(input: $input) {
        __typename
        ... on CreateTenantPayload {
          tenant {
            ...TenantAccount
          }
          secret
        }
        ...Problem
      }
    }
  `,
  [tenantAccount, problem],
);

const updateTenant = graphql(
  `
    mutation UpdateTenant($input: UpdateTenantInput!) {
      updateTenant(input: $input) {
        __typename
        ... on UpdateTenantPayload {
          tenant {
            ...TenantAccount
          }
        }
        ...Problem
      }
    }
  `,
  [tenantAccount, problem],
);

const eraseTenant = graphql(
  `
    mutation EraseTenant($input: EraseTenantInput!) {
      eraseTenant(input: $input) {
        __typename
        ... on EraseTenantPayload {
          tenant {
            id
            erasedAt
          }
        }
        ...Problem
      }
    }
  `,
  [problem],
);

const listTenants = graphql(
  `
    query ListTenants($after: String) {
      tenants(first: 100, after: $after) {
        nodes {
          ...TenantAccount
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [tenantAccount],
);

/** What a tenant looks like to its recipients. */
interface LookOptions {
  name?: string;
  expiryHours?: number;
  language?: Enum<'Language'>;
  colour?: string;
}

interface CreateOptions extends LookOptions {
  name: string;
  credits?: number;
  demoQuestionnaires?: true;
}

interface UpdateOptions extends LookOptions {
  retentionDays?: number | 'none';
  contactEmail?: string;
  contactPhone?: string;
  privacyUrl?: string;
  replyTo?: string;
  tenant?: string;
  key?: string;
}

/** What the fields of the inputs are called on the command line. */
const fieldNames = {
  tenantId: '--tenant',
  name: '--name',
  credits: '--credits',
  defaultExpiryHours: '--expiry-hours',
  language: '--language',
  accentColour: '--colour',
  contactEmail: '--contact-email',
  contactPhone: '--contact-phone',
  privacyUrl: '--privacy-url',
  replyTo: '--reply-to',
  retentionDays: '--retention-days',
  confirm: '--confirm',
};

/** `none` clears a field; what is omitted stays as it is. */
const orCleared = <Value>(value: Value | 'none' | undefined) => (value === 'none' ? null : value);

const languageOption = (description: string) =>
  new Option('--language <language>', description).choices([...languages]).argParser((value) => {
    if (!languages.some((language) => language === value)) {
      throw new InvalidArgumentError(`Allowed choices are ${languages.join(', ')}.`);
    }
    return value.toUpperCase();
  });

/** Adds `tenant create`, `tenant update` and `tenant list`. */
export function addTenantCommands(program: Command, surroundings: Surroundings): void {
  const tenant = program.command('tenant').description('the teams that use this gateway');

  tenant
    .command('create')
    .description('creates a tenant and prints its first API key once')
    .requiredOption('--name <name>', "the team's name, as shown to recipients")
    .option('--credits <number>', 'initial send credits (default: none)', wholeNumber)
    .option('--expiry-hours <number>', 'default lifetime of links in hours (default: 48)', wholeNumber)
    .addOption(languageOption('language of emails to recipients (default: en)'))
    .option('--colour <colour>', "the team's colour, such as '#205c4e' (default: the gateway's own)")
    .option('--demo-questionnaires', 'also creates the demo questionnaires for the tenant')
    .action(async (options: CreateOptions, command: Command) => {
      const client = await connect({ command, surroundings });
      const { name, credits, expiryHours, language, colour } = options;
      const result = await client.execute(createTenant, {
        input: { name, credits, defaultExpiryHours: expiryHours, language, accentColour: colour },
      });
      const created = expectPayload(result.createTenant, fieldNames);
      const questionnaires: DemoImport = { created: [], failure: undefined };
      if (options.demoQuestionnaires) {
        await importDemoQuestionnaires(
          await connect({ command, surroundings, key: created.secret }),
          questionnaires,
        );
      }
      printResult({
        command,
        surroundings,
        json: {
          tenant: created.tenant,
          apiKey: created.secret,
          ...(options.demoQuestionnaires && { questionnaires: questionnaires.created }),
        },
        text: ({ detailTable }) =>
          [
            detailTable({
              ...tenantProperties(created.tenant),
              'API key': created.secret,
              ...Object.fromEntries(
                questionnaires.created.map(({ id, name }) => [`Questionnaire ${id}`, name]),
              ),
            }),
            'Store the API key now: it is not shown again.',
          ].join('\n\n'),
      });
      // The key is shown only once, so it is printed whatever happens afterwards.
      if (questionnaires.failure !== undefined) {
        throw questionnaires.failure;
      }
    });

  tenant
    .command('update')
    .description(
      "changes a tenant's name, look, contact details, defaults and retention; omitted options stay as they are",
    )
    .option('--tenant <id>', "the tenant's id; omit it with --key")
    .option('--name <name>', "the team's name, as shown to recipients")
    .option('--expiry-hours <number>', 'default lifetime of links in hours', wholeNumber)
    .addOption(languageOption('language of emails to recipients'))
    .option('--colour <colour>', "the team's colour, such as '#205c4e', or none for the gateway's own")
    .option('--contact-email <address>', 'the address that recipients can write to, or none')
    .option('--contact-phone <number>', 'the telephone number that recipients can call, or none')
    .option('--privacy-url <url>', "the https address of the team's privacy notice, or none")
    .option('--reply-to <address>', 'the address that replies to emails go to, or none')
    .option(
      '--retention-days <number>',
      'days after the decision after which responses are erased, or none to keep them',
      (value) => (value === 'none' ? value : wholeNumber(value)),
    )
    .option(...ownKeyOption)
    .action(async ({ tenant: tenantId, key, ...changes }: UpdateOptions, command: Command) => {
      if (tenantId === undefined && key === undefined) {
        rejectUsage(
          command,
          "required option '--tenant <id>' not specified (it can be omitted only with a tenant's own --key)",
        );
      }
      if (Object.keys(changes).length === 0) {
        rejectUsage(
          command,
          'nothing to change: pass --name, --expiry-hours, --language, --colour, --contact-email, --contact-phone, --privacy-url, --reply-to or --retention-days',
        );
      }
      const client = await connect({ command, surroundings, key });
      const { name, expiryHours, language, colour } = changes;
      const result = await client.execute(updateTenant, {
        input: {
          tenantId,
          name,
          defaultExpiryHours: expiryHours,
          language,
          accentColour: orCleared(colour),
          contactEmail: orCleared(changes.contactEmail),
          contactPhone: orCleared(changes.contactPhone),
          privacyUrl: orCleared(changes.privacyUrl),
          replyTo: orCleared(changes.replyTo),
          retentionDays: orCleared(changes.retentionDays),
        },
      });
      const { tenant: updated } = expectPayload(result.updateTenant, fieldNames);
      printResult({
        command,
        surroundings,
        json: updated,
        text: ({ detailTable }) => detailTable(tenantProperties(updated)),
      });
    });

  tenant
    .command('erase')
    .description('erases a tenant permanently: revokes its keys and deletes all its data in both modes')
    .requiredOption('--tenant <id>', "the tenant's id")
    .requiredOption('--confirm <name>', "the tenant's name, to confirm that it is the right one")
    .action(async ({ tenant: tenantId, confirm }: { tenant: string; confirm: string }, command: Command) => {
      const client = await connect({ command, surroundings });
      const result = await client.execute(eraseTenant, { input: { tenantId, confirm } });
      const { tenant: erased } = expectPayload(result.eraseTenant, fieldNames);
      printResult({
        command,
        surroundings,
        json: erased,
        text: () => `Erased the tenant ${erased.id}.`,
      });
    });

  tenant
    .command('list')
    .description('lists every tenant, newest first')
    .action(async (_options: object, command: Command) => {
      const client = await connect({ command, surroundings });
      const tenants = await readPages(
        async (after) => (await client.execute(listTenants, { after })).tenants,
      );
      printResult({
        command,
        surroundings,
        json: tenants,
        text: (tables) => (tenants.length === 0 ? 'No tenants.' : tenantList(tables, tenants)),
      });
    });
}

interface DemoImport {
  created: { id: string; name: string }[];
  /** Why the rest was not created; undefined if nothing failed. */
  failure: unknown;
}

/** Creates the questionnaires of the demo, as a new tenant's own. */
async function importDemoQuestionnaires(client: Client, result: DemoImport): Promise<void> {
  try {
    for (const demo of demoQuestionnaires) {
      const input = parseInput(questionnaireDefinition(), demo);
      const { createQuestionnaire } = await client.execute(importQuestionnaire, { input });
      const {
        questionnaire: { id, name },
      } = expectPayload(createQuestionnaire, {});
      result.created.push({ id, name });
    }
  } catch (error) {
    result.failure = error;
  }
}
