import type { Command } from 'commander';
import { expectType } from './expect-type.ts';
import { GrantCreditsDocument } from './generated/graphql.ts';
import { connect, wholeNumber } from './options.ts';
import { printResult } from './output.ts';
import type { Surroundings } from './surroundings.ts';
import { tenantProperties } from './tenant.ts';

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
    .requiredOption('--amount <number>', 'how many credits', wholeNumber)
    .option('--note <text>', 'why, for the ledger')
    .action(async ({ tenant, amount, note }: GrantOptions, command: Command) => {
      const client = await connect({ command, surroundings });
      const { grantCredits } = await client.execute(GrantCreditsDocument, {
        input: { tenantId: tenant, amount, note },
      });
      const granted = expectType(grantCredits, 'Tenant', {
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
