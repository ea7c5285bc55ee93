import { errors } from 'undici';
import { AddressRejectedError } from './guarded-lookup.ts';

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The connection was refused.',
  ENOTFOUND: 'The host name was not found.',
  EAI_AGAIN: 'The host name could not be looked up.',
  ECONNRESET: 'The connection was closed before a response arrived.',
  EPIPE: 'The connection was closed before a response arrived.',
  UND_ERR_SOCKET: 'The connection was closed before a response arrived.',
  EHOSTUNREACH: 'The host cannot be reached.',
  ENETUNREACH: 'The host cannot be reached.',
  EADDRNOTAVAIL: 'The host cannot be reached.',
  EACCES: 'The host cannot be reached.',
  ETIMEDOUT: 'The connection timed out.',
  UND_ERR_CONNECT_TIMEOUT: 'The connection timed out.',
  UND_ERR_HEADERS_TIMEOUT: 'The connection timed out.',
  UND_ERR_HEADERS_OVERFLOW: 'The headers of the response are too large.',
  CERT_HAS_EXPIRED: 'The TLS certificate has expired.',
  CERT_NOT_YET_VALID: 'The TLS certificate is not valid yet.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The TLS certificate is for another host name.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The TLS certificate is not trusted.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The TLS certificate is not trusted.',
  UNABLE_TO_GET_ISSUER_CERT: 'The TLS certificate is not trusted.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'The TLS certificate is not trusted.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The TLS certificate is not trusted.',
  CERT_UNTRUSTED: 'The TLS certificate is not trusted.',
  CERT_REVOKED: 'The TLS certificate is not trusted.',
};

/**
 * Why no response arrived, in a sentence for the team that entered the URL. It reveals nothing about this machine or its
 * network: no address, no path, no name of a library's error.
 */
export function describePostFailure(error: unknown): string {
  if (error instanceof AddressRejectedError) {
    return addressRejected;
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const sentence = sentences[code];
  if (sentence !== undefined) {
    return sentence;
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) {
    return 'A TLS connection could not be established.';
  }
  if (error instanceof errors.HTTPParserError) {
    return 'The response was not HTTP.';
  }
  return 'The request failed.';
}

export const addressRejected = 'The address is not allowed: webhooks can only use public addresses.';
