import { builder } from '../builder.ts';
import { VerificationCheckEnum } from './enums.ts';

export const VerificationEvidenceType = builder.prismaObject('VerificationEvidence', {
  fields: (t) => ({
    id: t.expose('id', { type: 'UUID', description: 'The file’s id.' }),
    check: t.expose('check', { type: VerificationCheckEnum }),
    name: t.exposeString('name'),
    contentType: t.exposeString('contentType'),
    sizeBytes: t.exposeInt('sizeBytes'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
  }),
});
