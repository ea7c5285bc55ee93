import { createCipheriv, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  documentIdsOf,
  openAnswer,
  openAnswers,
  openQuote,
  sealAnswer,
  sealQuote,
} from '../../src/domain/responses/sealed-answer.ts';
import { createCipher } from '../../src/sealing/cipher.ts';
import { keyIdOf } from '../../src/sealing/key-id.ts';
import { type Place, sealedColumns } from '../../src/sealing/sealed-columns.ts';
import { UnreadableError } from '../../src/sealing/unreadable-error.ts';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const cipher = createCipher([oldKey]);
const tenantId = '0190a8c4-7d1e-7c3a-9b52-000000000001';
const place: Place = {
  column: sealedColumns.quote,
  tenantId,
  row: ['0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a', '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5b'],
};

/** A text as versions sealed it before values were bound to their place, in the format of cloak. */
function sealUnbound(key: Buffer, text: string): string {
  const nonce = randomBytes(12);
  const sealing = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([sealing.update(text), sealing.final(), sealing.getAuthTag()]);
  const padded = sealed.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
  return `v1.aesgcm256.${keyIdOf(key)}.${nonce.toString('base64url')}.${padded}`;
}

describe('a sealed text', () => {
  it('a sealed text is opened as it was, whatever it is', () => {
    for (const text of ['', 'a', 'Größe 🙂 \u0000', '{"a":[1,2]}', 'x'.repeat(20_000)]) {
      expect(cipher.open(place, cipher.seal(place, text))).toBe(text);
    }
  });

  it('a sealed text shows nothing of the text, and is never the same twice', () => {
    const sealed = cipher.seal(place, 'Acme Trading Limited');
    expect(sealed).not.toContain('Acme');
    expect(Buffer.from(sealed.split('.').at(-1) ?? '', 'base64url').toString()).not.toContain('Acme');
    expect(cipher.seal(place, 'Acme Trading Limited')).not.toBe(sealed);
  });

  it('a sealed text is unreadable in every other place, and readable whatever the case of the ids', () => {
    const sealed = cipher.seal(place, 'Acme');
    const [response = '', question = ''] = place.row;
    const others: Place[] = [
      { ...place, tenantId: tenantId.replace('1', '2') },
      { ...place, column: sealedColumns.answer },
      { ...place, column: { ...sealedColumns.quote, table: 'answers' } },
      { ...place, column: sealedColumns.formerWebhookSecret },
      { ...place, row: [response, response] },
      { ...place, row: [question, response] },
      { ...place, row: [response] },
      { ...place, tenantId: '' },
    ];
    for (const other of others) {
      expect(() => cipher.open(other, sealed), JSON.stringify(other)).toThrow(UnreadableError);
    }
    expect(cipher.open({ ...place, row: place.row.map((id) => id.toUpperCase()) }, sealed)).toBe('Acme');
  });

  it('a sealed text is unreadable when any part of it was changed or left out', () => {
    const sealed = cipher.seal(place, 'Acme Trading Limited');
    for (const index of [0, 1, 5, 11, 12, 30, sealed.length - 5]) {
      const other = sealed[index] === 'A' ? 'B' : 'A';
      const changed = sealed.slice(0, index) + other + sealed.slice(index + 1);
      expect(() => cipher.open(place, changed), changed).toThrow(UnreadableError);
    }
    for (const length of [0, 2, 11, 12, 20, 40, sealed.length - 8]) {
      expect(() => cipher.open(place, sealed.slice(0, length)), String(length)).toThrow(UnreadableError);
    }
  });
});

describe('what is not sealed for its place', () => {
  const formerlyStored = [
    'Acme Trading Limited',
    '"forged"',
    'v1.aesgcm256.',
    'v2.',
    'v2.12345678',
    12,
    false,
    null,
    ['Europe'],
    { json: {} },
    sealUnbound(oldKey, 'Acme'),
  ];

  it('what is not sealed for its place is unreadable, whatever it is', () => {
    for (const stored of formerlyStored) {
      expect(() => cipher.open(place, stored), JSON.stringify(stored)).toThrow(UnreadableError);
    }
  });

  it('what is not sealed for its place is read as it is while a database of an earlier version is migrated', () => {
    const migrating = createCipher([newKey, oldKey]);
    migrating.acceptsUnbound = true;
    const answer = { ...place, column: sealedColumns.answer };
    for (const stored of ['Acme', 12, false, ['Europe']]) {
      expect(JSON.parse(migrating.open(answer, stored))).toEqual(stored);
    }
    expect(migrating.open(place, 'Acme')).toBe('Acme');
    for (const text of ['', 'Größe', 'x'.repeat(100), 'xy'.repeat(99)]) {
      expect(migrating.open(place, sealUnbound(oldKey, text))).toBe(text);
    }
    const unknown = sealUnbound(randomBytes(32), 'Acme');
    const changed = sealUnbound(oldKey, 'Acme').replace(/.{6}$/, 'AAAAAA');
    for (const stored of [unknown, changed, cipher.seal(answer, '1')]) {
      expect(() => migrating.open(place, stored)).toThrow(UnreadableError);
    }
    expect(() => migrating.openBound(place, 'Acme')).toThrow(UnreadableError);
  });
});

describe('a key', () => {
  it('a key that replaces another opens nothing sealed with the old one, and both together open everything', () => {
    const rotated = createCipher([newKey, oldKey]);
    const [before, after] = [cipher.seal(place, 'before'), rotated.seal(place, 'after')];
    expect([rotated.open(place, before), rotated.open(place, after)]).toEqual(['before', 'after']);
    expect([...rotated.keyIds]).toEqual([keyIdOf(newKey), keyIdOf(oldKey)]);

    const onlyNew = createCipher([newKey]);
    expect(onlyNew.open(place, after)).toBe('after');
    expect(() => onlyNew.open(place, before)).toThrow(/ENCRYPTION_KEY has no key of its id/);
    expect(after.startsWith(`v2.${onlyNew.keyId}.`)).toBe(true);
    expect(before.startsWith(`v2.${onlyNew.keyId}.`)).toBe(false);
    expect(() => onlyNew.open(place, before.replace(keyIdOf(oldKey), keyIdOf(newKey)))).toThrow(
      UnreadableError,
    );
  });

  it('a key is in no error, and neither is the text; the place is', () => {
    const sealed = cipher.seal(place, 'Acme Trading Limited');
    for (const text of [sealed.slice(0, -8), 'Acme Trading Limited', sealUnbound(oldKey, 'Acme')]) {
      let error: any;
      try {
        cipher.open(place, text);
      } catch (caught) {
        error = caught;
      }
      expect(error).toBeInstanceOf(UnreadableError);
      expect(error.place).toBe(`answer_annotations/${place.row.join('/')}/quote`);
      const shown = `${error.stack} ${error.cause?.stack}`;
      expect(shown).not.toContain('Acme');
      expect(shown).not.toContain(oldKey.toString('base64').slice(0, 20));
      expect(shown).not.toContain(oldKey.toString('base64url').slice(0, 20));
    }
  });
});

describe('an answer', () => {
  const of = { tenantId, responseId: place.row[0]!, questionId: place.row[1]! };

  it('an answer of each type, including a list of documents, is sealed and opened unchanged', () => {
    const documents = ['0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a'];
    for (const value of ['Acme', 0, -1.5, true, false, ['Europe', 'Asia'], documents]) {
      const stored = sealAnswer(cipher, of, value);
      expect(stored.startsWith(`v2.${cipher.keyId}.`)).toBe(true);
      expect(openAnswer(cipher, of, stored)).toEqual(value);
      expect(documentIdsOf(value)).toEqual(value === documents ? documents : []);
    }
  });

  it('an answer that cannot be read is an error in its own place, and the other answers are read', () => {
    const source = { documentId: '', documentName: '', page: 1, confidence: 1, engine: 'BUILTIN' as const };
    const other = { ...of, questionId: tenantId };
    const [forged, intact, badQuote] = openAnswers(cipher, of, [
      { questionId: of.questionId, value: 'forged', source: null },
      {
        questionId: other.questionId,
        value: sealAnswer(cipher, other, 'intact'),
        source: { ...source, quote: sealQuote(cipher, other, 'says so') },
      },
      {
        questionId: of.questionId,
        value: sealAnswer(cipher, of, 1),
        source: { ...source, quote: sealQuote(cipher, other, 'moved') },
      },
    ]);
    expect(forged!.value).toBeInstanceOf(UnreadableError);
    expect(intact).toMatchObject({ value: 'intact', source: { quote: 'says so' } });
    expect(badQuote!.value).toBe(1);
    expect(badQuote!.source).toBeInstanceOf(UnreadableError);
    expect(() => openQuote(cipher, of, 'plain')).toThrow(UnreadableError);
  });
});
