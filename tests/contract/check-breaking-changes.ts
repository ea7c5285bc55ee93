import { findUndeclaredBreakingChanges } from './breaking-changes.ts';

/* Fails when the schema breaks clients of the last release and no commit declares it. */

const { problems, notes } = await findUndeclaredBreakingChanges(process.cwd());
for (const note of notes) console.warn(`${note}\n`);
for (const problem of problems) console.error(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
