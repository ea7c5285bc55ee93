import { buildDecrypt } from '@aws-crypto/decrypt-node';
import { buildEncrypt } from '@aws-crypto/encrypt-node';
import {
  AlgorithmSuiteIdentifier,
  CommitmentPolicy,
  MultiKeyringNode,
} from '@aws-crypto/material-management-node';
import { RawAesKeyringNode, RawAesWrappingSuiteIdentifier } from '@aws-crypto/raw-aes-keyring-node';
import type { EncryptionKeys } from './encryption-keys.ts';
import { keyIdOf } from './key-id.ts';

/*
 * What the gateway uses of the AWS Encryption SDK. The SDK takes long to load, so that only what encrypts or decrypts a file
 * loads this module.
 */

const keyNamespace = 'postern';

/** Without the SDK's signatures, which would tell apart people who share a key. */
export const suiteId = AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY;

const policy = CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT;
export const { encryptStream } = buildEncrypt(policy);
export const { decryptUnsignedMessageStream } = buildDecrypt(policy);

export const toKeyrings = (keys: EncryptionKeys) => ({
  encrypting: toKeyring(keys[0]),
  decrypting: new MultiKeyringNode({ children: keys.map(toKeyring) }),
});

function toKeyring(key: Buffer): RawAesKeyringNode {
  return new RawAesKeyringNode({
    keyNamespace,
    keyName: keyIdOf(key),
    // The SDK takes only bytes that share their memory with nothing else.
    unencryptedMasterKey: new Uint8Array(key),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });
}
