import type { Command } from 'commander';
import { expectPayload, problem } from './expect-payload.ts';
import { graphql } from './graphql.ts';
import { connect, wholeNumber } from './options.ts';
import { printResult } from './output.ts';
import type { Surroundings } from './surroundings.ts';
import { tenantAccount, tenantProperties } from './tenant-account.ts';

const grantCredits = graphql(
  `
    mutation GrantCredits($input: GrantCreditsInput!) {
      grantCredits(input: $input) {
        __typename
        ... on GrantCreditsPayload {
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

interface GrantOptions {
  tenant: string;
  amount: number;
  note?: string;
}

/** Adds `credits grant`. */
export function addCreditsCommands(program: Command, surroundings: Surroundings): void {
  const credits = program.command('credits').description('the send credits of tenants');

  credits
    .command('grant')
    .description("adds send credits to a tenant's account")
    .requiredOption('--tenant <id>', "the tenant's id")
    .requiredOption('--amount <number>', 'the number of credits', wholeNumber)
    .option('--note <text>', 'the reason, for the ledger')
    .action(async ({ tenant, amount, note }: GrantOptions, command: Command) => {
      const client = await connect({ command, surroundings });
      const result = await client.execute(grantCredits, {
        input: { tenantId: tenant, amount, note },
      });
      const { tenant: granted } = expectPayload(result.grantCredits, {
        tenantId: '--tenant',
        amount: '--amount',
        note: '--note',
      });
      printResult({
        command,
        surroundings,
        json: granted,
        text: ({ detailTable }) => detailTable(tenantProperties(granted)),
      });
    });
}
