import { builder } from '../builder.ts';
import { VerificationCheckEnum } from './enums.ts';
import { NodeInterface } from './node.ts';

export const VerificationEvidenceType = builder.prismaObject('VerificationEvidence', {
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The file’s id.' }),
    check: t.expose('check', { type: VerificationCheckEnum }),
    name: t.exposeString('name'),
    contentType: t.exposeString('contentType'),
    sizeBytes: t.exposeInt('sizeBytes'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
  }),
});
