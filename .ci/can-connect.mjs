// Exits with 0 when a PostgreSQL server at TEST_SERVER lets us in and lets us create databases.
import pg from 'pg';

const client = new pg.Client({ connectionString: process.env.TEST_SERVER, connectionTimeoutMillis: 2_000 });
try {
  await client.connect();
  const { rows } = await client.query(
    'SELECT rolcreatedb OR rolsuper AS can FROM pg_roles WHERE rolname = current_user',
  );
  await client.end();
  process.exit(rows[0]?.can ? 0 : 1);
} catch {
  process.exit(1);
}
