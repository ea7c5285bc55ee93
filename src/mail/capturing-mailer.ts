import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSender, type Sender } from '../settings/sender.ts';
import { composeMessage } from './compose-message.ts';
import { type Mail, type Mailer, MailNotAcceptedError } from './mailer.ts';
import { pruneCaptures } from './prune-captures.ts';

/** Emails after which the folder is brought back to the files that are kept; listing it for each would be slow. */
const capturesBetweenPruning = 500;

export interface CapturingMailer extends Mailer {
  /** Keeps an email, under a name that ends in the id of its session, by which it can be removed. */
  send(mail: Mail & { workflowSessionId?: string }): Promise<void>;
}

interface Capture {
  directory: string;
  message: Buffer;
  workflowSessionId: string | undefined;
}

/**
 * Stands in for a mail server: every email is composed exactly as it would be for SMTP and, where a directory is given,
 * kept there as an `.eml` file that only the owner can read. An email counts as accepted once its file is complete. The
 * oldest files make room for new ones.
 */
export function createCapturingMailer({
  from,
  directory,
}: {
  from: string;
  directory?: string;
}): CapturingMailer {
  const sender = parseSender(from);
  let composing: ReturnType<typeof createComposing> | undefined;
  let captured = 0;
  return {
    async send(mail) {
      composing ??= createComposing(sender);
      const compose = await composing;
      const message = await compose(mail);
      if (directory !== undefined) {
        await writeCapture({ directory, message, workflowSessionId: mail.workflowSessionId });
        captured += 1;
        if (captured % capturesBetweenPruning === 0) {
          // The email is kept already, and regular work tries again and reports what fails.
          await pruneCaptures({ directory }).catch(() => {});
        }
      }
    },
    async close() {},
  };
}

/** Loads the library that composes emails. */
async function createComposing(sender: Sender): Promise<(mail: Mail) => Promise<Buffer>> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return async (mail) => {
    const { message } = await transport.sendMail(composeMessage({ mail, sender }));
    if (!Buffer.isBuffer(message)) {
      throw new TypeError('The stream transport returned a stream instead of a buffer.');
    }
    return message;
  };
}

/** Writes beside the final name and renames, so that a reader never sees half an email. */
async function writeCapture({ directory, message, workflowSessionId }: Capture): Promise<void> {
  const time = new Date().toISOString().replaceAll(':', '-');
  const owner = workflowSessionId === undefined ? '' : `-${workflowSessionId}`;
  const path = join(directory, `${time}-${randomBytes(4).toString('hex')}${owner}.eml`);
  const unfinished = `${path}.part`;
  try {
    const write = () => writeFile(unfinished, message, { flag: 'wx', mode: 0o600 });
    await write().catch(async (failure: NodeJS.ErrnoException) => {
      if (failure.code !== 'ENOENT') {
        throw failure;
      }
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await write();
    });
    await rename(unfinished, path);
  } catch (failure) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    const { code } = failure as NodeJS.ErrnoException;
    throw new MailNotAcceptedError({
      failure: 'UNREACHABLE',
      stage: 'capture',
      reason: `the folder for captured emails cannot be written (${code ?? 'unknown error'})`,
    });
  }
}
