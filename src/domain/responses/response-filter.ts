import type { z } from 'zod';
import { Prisma } from '../../database/client/client.ts';
import { ResponseStatus, RiskLevel } from '../../database/client/enums.ts';
import { isOwned, ownMode, ownTenant } from '../../database/raw-sql.ts';
import { entityTexts } from '../../database/search-indexes.ts';
import { named } from '../api-types.ts';
import { dateTime, emailAddress, flag, oneOf, optional, questionnaireId, someOf, uuid } from '../fields.ts';
import { objectWithRules } from '../parse-input.ts';
import { comparableAddress } from '../person.ts';
import { searchPatterns, searchText } from '../search.ts';
import { tag as tagText } from './team-fields.ts';

export const responseFilter = named(
  'ResponseFilter',
  objectWithRules(
    {
      statuses: someOf('ResponseStatus', Object.values(ResponseStatus)).describe(
        'Only responses with one of these statuses.',
      ),
      entityId: optional(uuid).describe('Only responses about this entity.'),
      questionnaireId: optional(questionnaireId).describe(
        'Only responses to this questionnaire, in any version.',
      ),
      search: searchText.describe(
        'Only responses whose name, or whose entity’s name, contains this text, in any letter case.',
      ),
      createdAfter: optional(dateTime).describe('Only responses created after this time.'),
      createdBefore: optional(dateTime).describe('Only responses created before this time.'),
      riskLevel: optional(named('RiskLevel', oneOf(Object.values(RiskLevel)))).describe(
        'Only responses with this risk level.',
      ),
      assignee: optional(emailAddress).describe(
        'Only responses that are assigned to the person with this email address, in any letter case.',
      ),
      assigned: optional(flag).describe(
        'True: only responses that are assigned to someone. False: only those that are assigned to no one.',
      ),
      tag: optional(tagText).describe('Only responses with this tag, in any letter case.'),
      dueBefore: optional(dateTime).describe('Only responses with a due date before this time.'),
    },
    ({ createdAfter, createdBefore }, report) => {
      if (createdAfter instanceof Date && createdBefore instanceof Date && createdAfter > createdBefore) {
        report(['createdBefore'], 'Use a time that is not before the start of the period.');
      }
    },
  ),
  'Which responses to return. All filters must match.',
);

/** The conditions of a filter on the table `responses`. */
export function responseConditions(filter: z.output<typeof responseFilter>): Prisma.Sql[] {
  const {
    statuses,
    entityId,
    questionnaireId: questionnaire,
    search,
    createdAfter,
    createdBefore,
    riskLevel,
    assignee,
    assigned,
    tag,
    dueBefore,
  } = filter;
  return [
    ...(statuses ? [Prisma.sql`status = ANY (${statuses}::"ResponseStatus"[])`] : []),
    ...(entityId ? [Prisma.sql`entity_id = ${entityId}::uuid`] : []),
    ...(questionnaire ? [Prisma.sql`questionnaire_id = ${questionnaire}`] : []),
    ...(createdAfter ? [Prisma.sql`created_at > ${createdAfter}`] : []),
    ...(createdBefore ? [Prisma.sql`created_at < ${createdBefore}`] : []),
    ...(riskLevel ? [Prisma.sql`risk_level = ${riskLevel}::"RiskLevel"`] : []),
    ...(assignee ? [Prisma.sql`assignee_address = ${comparableAddress(assignee)}`] : []),
    ...(assigned === undefined
      ? []
      : [assigned ? Prisma.sql`assignee_address IS NOT NULL` : Prisma.sql`assignee_address IS NULL`]),
    ...(tag ? [hasTag(tag)] : []),
    ...(dueBefore ? [Prisma.sql`due_at < ${dueBefore}`] : []),
    ...(search ? [matches(searchPatterns(search))] : []),
  ];

  /** As the index on tags has it. */
  function hasTag(text: string): Prisma.Sql {
    return Prisma.sql`(tags <> '{}' AND response_tag_keys(tenant_id, mode, tags)
      @> response_tag_keys(${ownTenant}, ${ownMode}, ARRAY[${text}::text]))`;
  }

  function matches(patterns: string[]): Prisma.Sql {
    // Found by the index on all texts of entities. As an array, so that the index on each side of OR can be used.
    return Prisma.sql`(name ILIKE ANY (${patterns}) OR entity_id = ANY (ARRAY(
      SELECT id FROM entities
      WHERE ${isOwned}
        AND ${Prisma.raw(entityTexts)} ILIKE ANY (${patterns}) AND name ILIKE ANY (${patterns}))))`;
  }
}
