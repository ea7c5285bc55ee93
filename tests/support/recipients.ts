import { Readable } from 'node:stream';
import { acceptedDocuments, acceptedEvidence } from '../../src/domain/files/accepted-types.ts';
import { receiveFile } from '../../src/domain/files/receive-file.ts';
import type { ReceivedFile } from '../../src/domain/files/received-file.ts';
import { followLink } from '../../src/domain/recipients/follow-link.ts';
import type { Recipient } from '../../src/domain/recipients/recipient.ts';
import type { Caller } from './both-doors.ts';

/** Follows the link of the last mail that a workflow session was sent by. */
export async function followLastLink(
  { gateway: { services } }: Caller,
  workflowSessionId: string,
): Promise<Recipient> {
  const mail = await services.allTenants.capturedMail.findFirstOrThrow({
    where: { workflowSessionId },
    orderBy: { id: 'desc' },
  });
  const token = /\/w\/([\w-]{43})/.exec(mail.text)?.[1] ?? '';
  const link = await followLink({ services, token });
  if (!('recipient' in link)) {
    throw new Error(`The link leads nowhere: ${link.state}.`);
  }
  return link.recipient;
}

/** Takes a file in as a recipient's page does, whichever control it is for. */
export const receiveSample = (
  { gateway: { services } }: Caller,
  content: Buffer,
  name = 'upload',
): Promise<ReceivedFile> =>
  receiveFile({
    services,
    content: Readable.from([content]),
    name,
    accepted: new Set([acceptedDocuments, ...Object.values(acceptedEvidence)].flatMap((types) => [...types])),
  });

/** Sends the company a questionnaire with one question, of type FILE, and follows its link. */
export async function askForFile(
  world: Caller & { company: string },
): Promise<{ recipient: Recipient; questionId: string }> {
  const { data } = await world.tenant.graphql(
    `mutation ($input: CreateQuestionnaireInput!) {
      createQuestionnaire(input: $input) { ... on Questionnaire { id sections { questions { id } } } }
    }`,
    {
      input: {
        name: 'Papers',
        type: 'DDQ',
        sections: [{ title: 'Papers', questions: [{ key: 'proof', text: 'Proof', type: 'FILE' }] }],
      },
    },
  );
  const { id, sections } = data.createQuestionnaire;
  const { body } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.company,
    ddq: { questionnaire_id: id },
    email: 'person@recipient.example',
  });
  const recipient = await followLastLink(world, body.workflow_session_id);
  return { recipient, questionId: sections[0].questions[0].id };
}
