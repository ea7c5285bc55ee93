import { businessConcepts } from './business.ts';
import { companyConcepts } from './company.ts';
import { complianceConcepts } from './compliance.ts';
import type { Concept } from './concept.ts';
import { peopleConcepts } from './people.ts';
import { statementConcepts } from './statements.ts';

/** Everything that the engine knows a name for. */
export const concepts: readonly Concept[] = [
  ...companyConcepts,
  ...businessConcepts,
  ...peopleConcepts,
  ...complianceConcepts,
  ...statementConcepts,
];

export const conceptById: ReadonlyMap<string, Concept> = new Map(
  concepts.map((concept) => [concept.id, concept]),
);
