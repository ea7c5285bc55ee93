// These commands need no schema engine, yet the CLI downloads one before it runs them. Naming any executable as the
// engine keeps them offline; `migrate` and `db` still get the real engine.
const commandsWithoutEngine = ['generate', 'validate', 'format'];
if (commandsWithoutEngine.includes(process.argv[2] ?? '')) {
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;
}

export default {
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
};
