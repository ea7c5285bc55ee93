import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerificationCheck } from '../../src/database/client/enums.ts';
import { LinkClosedError } from '../../src/domain/recipients/recipient.ts';
import { NotFoundError } from '../../src/errors.ts';
import { newId } from '../../src/ids.ts';
import { shareTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { giveConsent, receiveSample, removeEvidence, uploadEvidence } from '../support/recipients.ts';
import { samples } from '../support/sample-files.ts';
import { storedFiles } from '../support/stored-files.ts';
import { allChecks, consent, type SentVerification, sendVerification } from '../verification/support.ts';

let gateway: TestGateway;
let tenant: TestTenant;
let now = new Date();

beforeAll(async () => {
  gateway = await shareTestGateway({ clock: () => now });
});
afterAll(() => gateway.drop());
beforeEach(async () => {
  now = new Date();
  tenant = await gateway.createTenant();
});

async function sendAgreed(checks: object = allChecks): Promise<SentVerification> {
  const sent = await sendVerification({ gateway, tenant }, { checks });
  await giveConsent(sent.recipient, consent);
  return sent;
}

async function upload(
  { recipient }: SentVerification,
  check: VerificationCheck,
  content: Buffer = samples.jpeg(),
  name = 'photo.jpg',
) {
  const received = await receiveSample({ gateway, tenant }, content, name);
  return uploadEvidence(recipient, { check, received });
}

/** What the team sees of a verification's evidence. */
async function evidenceOf({ verificationSessionId }: SentVerification, key = tenant.key) {
  const { data } = await gateway.graphql(
    `query ($id: ID!) {
      verificationSession(id: $id) { status evidence { id check name contentType sizeBytes createdAt } }
    }`,
    { id: verificationSessionId },
    { key },
  );
  return data.verificationSession;
}

const eventsOf = async ({ workflowSessionId }: SentVerification) => {
  const events = await gateway.services.allTenants.auditEvent.findMany({
    where: { workflowSessionId, type: { startsWith: 'verification.evidence' } },
    orderBy: { id: 'asc' },
  });
  return events.map(({ type, details, actorKind }) => ({ type, details, actorKind }));
};

describe('what a person gives for a check', () => {
  it('what a person gives for a check is seen by the team, oldest first, and is in the audit trail without its name', async () => {
    const sent = await sendAgreed();
    const passport = await upload(sent, 'DOCUMENT', samples.pdf(), 'C:\\Ada\\passport.pdf');
    now = new Date(now.getTime() + 1000);
    const video = await upload(sent, 'ENHANCED_IDENTITY', samples.webm(), 'me.webm');
    expect(await evidenceOf(sent)).toEqual({
      status: 'ACCESSED',
      evidence: [
        {
          id: passport.id,
          check: 'DOCUMENT',
          name: 'passport.pdf',
          contentType: 'application/pdf',
          sizeBytes: samples.pdf().length,
          createdAt: expect.stringMatching(/Z$/),
        },
        expect.objectContaining({ id: video.id, check: 'ENHANCED_IDENTITY', contentType: 'video/webm' }),
      ],
    });
    expect(await eventsOf(sent)).toEqual([
      {
        type: 'verification.evidence_uploaded',
        actorKind: 'RECIPIENT',
        details: {
          evidence_id: passport.id,
          check: 'document',
          content_type: 'application/pdf',
          size_bytes: samples.pdf().length,
        },
      },
      expect.objectContaining({ details: expect.objectContaining({ evidence_id: video.id }) }),
    ]);
    const session = await tenant.rest('GET', `/workflows/${sent.workflowSessionId}/`);
    expect(session.body.status).toBe('opened');
  });

  it('what a person gives for a check begins a verification that was not started', async () => {
    const sent = await sendAgreed({ identity: true });
    await gateway.services.allTenants.verificationSession.update({
      where: { id: sent.verificationSessionId },
      data: { status: 'PENDING' },
    });
    await upload(sent, 'IDENTITY');
    expect((await evidenceOf(sent)).status).toBe('ACCESSED');
  });

  it('what a person gives for a check is one selfie and one video, of which the newest stays', async () => {
    const sent = await sendAgreed();
    const before = await storedFiles(gateway);
    for (const [check, one, two] of [
      ['IDENTITY', samples.jpeg(), samples.png()],
      ['ENHANCED_IDENTITY', samples.mp4(), samples.quicktime()],
    ] as const) {
      const first = await upload(sent, check, one);
      const second = await upload(sent, check, two);
      const { evidence } = await evidenceOf(sent);
      const ids = evidence.map(({ id }: { id: string }) => id);
      expect(ids).toContain(second.id);
      expect(ids).not.toContain(first.id);
      expect(await storedFiles(gateway)).not.toContain(first.id);
    }
    expect(await storedFiles(gateway)).toHaveLength(before.length + 2);
    expect((await eventsOf(sent)).map(({ type }) => type.replace('verification.evidence_', ''))).toEqual([
      'uploaded',
      'deleted',
      'uploaded',
      'uploaded',
      'deleted',
      'uploaded',
    ]);
  });

  it('what a person gives for a check is one selfie when two are sent at the same time', async () => {
    const sent = await sendAgreed();
    await Promise.all([upload(sent, 'IDENTITY', samples.jpeg()), upload(sent, 'IDENTITY', samples.png())]);
    const { evidence } = await evidenceOf(sent);
    expect(evidence).toHaveLength(1);
    expect(await storedFiles(gateway)).toContain(evidence[0].id);
  });

  it('what a person gives for a check is at most five files for a check that takes several', async () => {
    for (const check of ['DOCUMENT', 'PROOF_OF_ADDRESS'] as const) {
      const sent = await sendAgreed();
      const uploads = Array.from({ length: 6 }, (_, index) => upload(sent, check, samples.pdf(`${index}`)));
      const refused = (await Promise.allSettled(uploads)).filter(({ status }) => status === 'rejected');
      expect(refused).toMatchObject([{ reason: { name: 'UploadRejectedError', reason: 'too_many' } }]);
      const { evidence } = await evidenceOf(sent);
      expect(evidence).toHaveLength(5);
      const files = await storedFiles(gateway);
      expect(files).toEqual(expect.arrayContaining(evidence.map(({ id }: { id: string }) => id)));
    }
  });

  it('what a person gives for a check is kept once for a check when the same bytes come again, also at the same time, and once for each check', async () => {
    const sent = await sendAgreed();
    const before = await storedFiles(gateway);
    const uploaded = await Promise.all([upload(sent, 'DOCUMENT'), upload(sent, 'DOCUMENT')]);
    expect(uploaded[0]?.id).toBe(uploaded[1]?.id);
    const selfie = await upload(sent, 'IDENTITY');
    expect((await upload(sent, 'IDENTITY')).id).toBe(selfie.id);
    expect((await evidenceOf(sent)).evidence).toHaveLength(2);
    expect(await storedFiles(gateway)).toHaveLength(before.length + 2);
    expect(await eventsOf(sent)).toHaveLength(2);
  });
});

describe('a file is rejected, and nothing of it stays,', () => {
  async function expectRejection(attempt: () => Promise<unknown>, refusal: object) {
    const before = await storedFiles(gateway);
    await expect(attempt()).rejects.toMatchObject(refusal);
    expect(await storedFiles(gateway)).toEqual(before);
  }

  it('before the person has agreed', async () => {
    const sent = await sendVerification({ gateway, tenant }, { checks: allChecks });
    await expectRejection(() => upload(sent, 'DOCUMENT'), {
      name: 'UploadRejectedError',
      reason: 'consent_missing',
    });
    expect(await evidenceOf(sent)).toEqual({ status: 'PENDING', evidence: [] });
    const session = await tenant.rest('GET', `/workflows/${sent.workflowSessionId}/`);
    expect(session.body.status).toBe('sent');
  });

  it('a file for a check that was not requested is rejected and not kept', async () => {
    const sent = await sendAgreed({ document: true });
    for (const check of ['IDENTITY', 'toString', 'nonsense']) {
      await expectRejection(() => upload(sent, check as VerificationCheck), { name: NotFoundError.name });
    }
  });

  it('a file of a type that the check does not accept is rejected and not kept', async () => {
    const sent = await sendAgreed();
    for (const [check, content] of [
      ['IDENTITY', samples.pdf()],
      ['IDENTITY', samples.mp4()],
      ['ENHANCED_IDENTITY', samples.jpeg()],
      ['DOCUMENT', samples.mp4()],
      ['PROOF_OF_ADDRESS', samples.docx()],
    ] as const) {
      await expectRejection(() => upload(sent, check, content), { reason: 'type_not_accepted' });
    }
  });

  it('where a provider’s own pages carry the verification out', async () => {
    const sent = await sendAgreed();
    await gateway.services.allTenants.verificationSession.update({
      where: { id: sent.verificationSessionId },
      data: { provider: 'COMPLYCUBE' },
    });
    await expectRejection(() => upload(sent, 'DOCUMENT'), { name: 'LinkClosedError' });
  });

  const closings: Record<string, (sent: SentVerification) => Promise<unknown>> = {
    'once its time has run out': async () => {
      now = new Date(now.getTime() + 48 * 3_600_000);
    },
    'once the link was revoked': ({ workflowSessionId }) =>
      gateway.services.allTenants.workflowSession.update({
        where: { id: workflowSessionId },
        data: { status: 'REVOKED' },
      }),
    'once a later mail took the link’s place': ({ workflowSessionId }) =>
      gateway.services.allTenants.workflowSession.update({
        where: { id: workflowSessionId },
        data: { liveDispatchId: newId() },
      }),
    'once the verification was submitted': ({ workflowSessionId }) =>
      gateway.services.allTenants.workflowSession.update({
        where: { id: workflowSessionId },
        data: { completedSteps: ['VERIFICATION'] },
      }),
    'once the verification is over': ({ verificationSessionId }) =>
      gateway.services.allTenants.verificationSession.update({
        where: { id: verificationSessionId },
        data: { status: 'COMPLETED' },
      }),
  };
  for (const [moment, close] of Object.entries(closings)) {
    it(`${moment}; what was given stays`, async () => {
      const sent = await sendAgreed();
      const { id } = await upload(sent, 'IDENTITY');
      await close(sent);
      await expectRejection(() => upload(sent, 'IDENTITY', samples.png()), { name: LinkClosedError.name });
      await expectRejection(() => removeEvidence(sent.recipient, { evidenceId: id }), {
        name: LinkClosedError.name,
      });
      expect((await evidenceOf(sent)).evidence).toMatchObject([{ id }]);
      expect(await storedFiles(gateway)).toContain(id);
    });
  }
});

describe('what a person takes back', () => {
  it('what a person takes back is gone with its content, and the audit trail says so', async () => {
    const sent = await sendAgreed();
    const before = await storedFiles(gateway);
    const { id } = await upload(sent, 'DOCUMENT');
    await removeEvidence(sent.recipient, { evidenceId: id });
    expect((await evidenceOf(sent)).evidence).toEqual([]);
    expect(await storedFiles(gateway)).toEqual(before);
    expect((await eventsOf(sent)).at(-1)).toMatchObject({
      type: 'verification.evidence_deleted',
      details: { evidence_id: id, check: 'document' },
    });
    await removeEvidence(sent.recipient, { evidenceId: id });
    expect(await eventsOf(sent)).toHaveLength(2);
  });

  it('what a person takes back is never what another person has given', async () => {
    const [sent, other] = [await sendAgreed(), await sendAgreed()];
    const { id } = await upload(other, 'DOCUMENT');
    for (const evidenceId of [id, randomUUID(), 'nonsense']) {
      await removeEvidence(sent.recipient, { evidenceId });
    }
    expect((await evidenceOf(other)).evidence).toMatchObject([{ id }]);
    expect(await storedFiles(gateway)).toContain(id);
  });
});

describe('GET /verification-sessions/{id}/evidence/{evidence_id}/content/', () => {
  const get = (sessionId: string, evidenceId: string, key: string | null = tenant.key) =>
    gateway.app.inject({
      url: `/api/v1/verification-sessions/${sessionId}/evidence/${evidenceId}/content/`,
      headers: key === null ? {} : { authorization: `Bearer ${key}` },
    });

  it('GET /verification-sessions/{id}/evidence/{evidence_id}/content/ gives the bytes as a file to be saved', async () => {
    const sent = await sendAgreed();
    await upload(sent, 'DOCUMENT', samples.pdf());
    const { id } = await upload(sent, 'DOCUMENT', samples.png(), 'Reisepass Müller.exe');
    const answer = await get(sent.verificationSessionId, id);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(samples.png().length),
      'content-disposition': `attachment; filename="Reisepass Muller.exe.png"; filename*=UTF-8''Reisepass%20M%C3%BCller.exe.png`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    expect(answer.rawPayload.equals(samples.png())).toBe(true);
  });

  it('GET /verification-sessions/{id}/evidence/{evidence_id}/content/ answers 404 where the file is another verification’s, another tenant’s or none', async () => {
    const [sent, other] = [await sendAgreed(), await sendAgreed()];
    const { id } = await upload(sent, 'DOCUMENT');
    const strangersKey = (await gateway.createTenant()).key;
    const rehearsalKey = await tenant.createKey({ mode: 'TEST' });
    const { verificationSessionId } = sent;
    const answers = await Promise.all([
      get(verificationSessionId, randomUUID()),
      get(verificationSessionId, 'nonsense'),
      get(other.verificationSessionId, id),
      get(randomUUID(), id),
      get('nonsense', id),
      get(verificationSessionId, id, strangersKey),
      get(verificationSessionId, id, rehearsalKey),
    ]);
    const bodies = answers.map((answer) => {
      const { request_id: _id, ...body } = answer.json();
      return { status: answer.statusCode, ...body };
    });
    expect(bodies).toEqual(
      Array(answers.length).fill({ status: 404, code: 'not_found', error: 'Not found.' }),
    );
    expect((await get(verificationSessionId, id, null)).statusCode).toBe(401);
  });

  it('GET /verification-sessions/{id}/evidence/{evidence_id}/content/ is one of many files that GraphQL can be asked for alone', async () => {
    const sent = await sendAgreed();
    const { id } = await upload(sent, 'DOCUMENT');
    await upload(sent, 'DOCUMENT', samples.pdf());
    const { data } = await tenant.graphql(
      `query ($session: ID!, $id: ID!, $none: ID!) {
        verificationSession(id: $session) { one: evidence(id: $id) { id } none: evidence(id: $none) { id } all: evidence { id } }
      }`,
      { session: sent.verificationSessionId, id, none: randomUUID() },
    );
    expect(data.verificationSession).toMatchObject({ one: [{ id }], none: [], all: [{ id }, {}] });
  });
});
