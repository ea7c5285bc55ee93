import type { ResponseComment } from '../../database/client/client.ts';
import type { Cipher } from '../../sealing/cipher.ts';
import { type Place, sealedColumns } from '../../sealing/sealed-columns.ts';
import { multiLine } from '../fields.ts';

const maxCommentLength = 4_000;

/** What a comment says. */
export const commentText = multiLine({ max: maxCommentLength }).describe(
  'The comment, at most 4000 characters. Recipients never see it.',
);

/** Where the text of a comment belongs. */
type CommentPlace = Pick<ResponseComment, 'tenantId' | 'responseId' | 'id'>;

const placeOf = ({ tenantId, responseId, id }: CommentPlace): Place => ({
  column: sealedColumns.comment,
  tenantId,
  row: [responseId, id],
});

export const sealComment = (cipher: Cipher, place: CommentPlace, text: string): string =>
  cipher.seal(placeOf(place), text);

/** @throws UnreadableError when it was changed, was moved from another place, or its key is missing */
export const openComment = (cipher: Cipher, comment: CommentPlace & Pick<ResponseComment, 'text'>): string =>
  cipher.open(placeOf(comment), comment.text);
