import { createRequire } from 'node:module';
import { type Duplex, finished, PassThrough, pipeline, type Readable } from 'node:stream';
import type { MessageHeader } from '@aws-crypto/encrypt-node';
import { onFirstUse } from '../runtime/on-first-use.ts';
import type { EncryptionKeys } from './encryption-keys.ts';
import { keyIdOf } from './key-id.ts';
import { UnreadableError } from './unreadable-error.ts';

/** Encrypts whole files as they stream by. */
export interface FileEncryption {
  /** The id of the key that encrypts. */
  readonly keyId: string;
  /** Encrypts with the first key. The name is bound to the content, which can be read under no other one. */
  encrypt(name: string, content: Readable): Readable;
  /**
   * Decrypts a file. Its key and its name are checked before anything is given out, and each part of it as it comes: what
   * was changed or cut off is never given out, and fails the stream with an UnreadableError.
   *
   * @throws UnreadableError when its key is no longer there, it has another name, or its beginning was changed
   */
  decrypt(name: string, content: Readable): Promise<{ keyId: string; content: Readable }>;
}

/**
 * What every encrypted file begins with: the number of the format and of its algorithms. No file of an accepted type
 * does, so that files from before they were encrypted can be told apart.
 */
export const encryptedStart = Buffer.from([2, 4, 0x78]);

/** Parts of this many bytes are authenticated one by one, and so is their order and their end. */
const frameLength = 65_536;

const require = createRequire(import.meta.url);
const sdk = onFirstUse((): typeof import('./encryption-sdk.ts') => require('./encryption-sdk.ts'));

/**
 * AES-256-GCM by the AWS Encryption SDK, in its documented message format: each file has a key of its own, which appears in
 * the file's header encrypted with the gateway's, beside the id of that one. 20 MiB take 80 ms of one core.
 */
export function createFileEncryption(keys: EncryptionKeys): FileEncryption {
  const keyId = keyIdOf(keys[0]);
  const keyrings = onFirstUse(() => sdk().toKeyrings(keys));
  return {
    keyId,
    encrypt: (name, content) =>
      encryptedThrough(
        sdk().encryptStream(keyrings().encrypting, {
          encryptionContext: { name },
          frameLength,
          suiteId: sdk().suiteId,
        }),
        content,
      ),
    decrypt: async (name, content) => {
      const decryptor = sdk().decryptUnsignedMessageStream(keyrings().decrypting);
      const decrypted = decryptedThrough(decryptor, content);
      const header = await new Promise<MessageHeader>((resolve, reject) => {
        decryptor.once('MessageHeader', resolve);
        decrypted.once('error', reject);
      });
      if (header.encryptionContext['name'] !== name) {
        decrypted.destroy();
        throw new UnreadableError('it is the content of another file');
      }
      return {
        keyId: header.encryptedDataKeys[0]?.providerInfo.slice(0, keyId.length) ?? '',
        content: decrypted,
      };
    },
  };
}

/**
 * What the SDK makes of a content, as a stream of Node's own. The SDK's stream is never destroyed, which would end the
 * process: when either end breaks off, it is given an end of its own and what it still makes is dropped.
 */
function encryptedThrough(encryptor: Duplex, content: Readable): Readable {
  const encrypted = new PassThrough();
  encryptor.on('error', (error) => encrypted.destroy(error));
  finished(content, (error) => error && encrypted.destroy(error));
  encrypted.once('close', () => {
    content.unpipe(encryptor);
    content.destroy();
    encryptor.unpipe(encrypted);
    encryptor.end();
    encryptor.resume();
  });
  content.pipe(encryptor).pipe(encrypted);
  return encrypted;
}

/** The same the other way round. A failure of the SDK's is explained, one of the content's own stays what it is. */
function decryptedThrough(decryptor: Duplex, content: Readable): Readable {
  let failed: Readable | undefined;
  for (const stream of [content, decryptor]) {
    stream.on('error', () => {
      failed ??= stream;
    });
  }
  const decrypted = new PassThrough({
    destroy: (cause, callback) =>
      callback(
        cause && failed === decryptor
          ? new UnreadableError('the file was changed, or ENCRYPTION_KEY has not its key', { cause })
          : cause,
      ),
  });
  pipeline(content, decryptor, decrypted, () => {});
  return decrypted;
}
