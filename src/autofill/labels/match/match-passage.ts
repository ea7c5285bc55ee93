import type { Asked } from '../asked.ts';
import type { Candidate } from '../candidate.ts';
import type { Passage, Passages } from '../passages.ts';
import { matchField } from './match-field.ts';
import { matchList } from './match-list.ts';
import { matchOwnName } from './match-own-name.ts';
import { matchRecord } from './match-record.ts';
import { matchSentence } from './match-sentence.ts';
import { matchStatement } from './match-statement.ts';

/** Every answer that a passage would give to a question. */
export function matchPassage(asked: Asked, passage: Passage, passages: Passages): Candidate[] {
  return [...matchKind(asked, passage, passages), ...matchOwnName(asked, passage, passages)];
}

function matchKind(asked: Asked, passage: Passage, passages: Passages): Candidate[] {
  const { segment } = passage;
  switch (segment.kind) {
    case 'field':
      return [
        ...matchField(asked, passage, segment, passages),
        ...matchStatement(asked, passage, segment, passages),
      ];
    case 'record':
      return [
        ...matchRecord(asked, passage, segment, passages),
        ...matchStatement(asked, passage, segment, passages),
      ];
    case 'list':
      return [...matchList(asked, passage, segment, passages)];
    case 'sentence':
      return [
        ...matchSentence(asked, passage, segment, passages),
        ...matchStatement(asked, passage, segment, passages),
      ];
  }
}
