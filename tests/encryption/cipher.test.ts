import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openAnswer, sealAnswer } from '../../src/domain/responses/sealed-answer.ts';
import { createCipher, UnreadableError } from '../../src/encryption/cipher.ts';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const cipher = createCipher([oldKey]);

describe('a sealed text', () => {
  it('is opened as it was, whatever it is', () => {
    for (const text of ['', 'a', 'Größe 🙂 \u0000', '{"a":[1,2]}', 'x'.repeat(20_000)]) {
      expect(cipher.open(cipher.seal(text))).toBe(text);
    }
  });

  it('shows nothing of the text, and is never the same twice', () => {
    const sealed = cipher.seal('Acme Trading Limited');
    expect(sealed).not.toContain('Acme');
    expect(Buffer.from(sealed.split('.').at(-1) ?? '', 'base64url').toString()).not.toContain('Acme');
    expect(cipher.seal('Acme Trading Limited')).not.toBe(sealed);
  });

  it('is refused when one character of it was changed or left out', () => {
    const sealed = cipher.seal('Acme Trading Limited');
    const start = sealed.lastIndexOf('.') + 1;
    for (const index of [start, start + 10, sealed.length - 5]) {
      const other = sealed[index] === 'A' ? 'B' : 'A';
      const changed = sealed.slice(0, index) + other + sealed.slice(index + 1);
      expect(() => cipher.open(changed), changed).toThrow(UnreadableError);
    }
    expect(() => cipher.open(sealed.slice(0, -8))).toThrow(UnreadableError);
    expect(() => cipher.open('Acme Trading Limited')).toThrow(UnreadableError);
  });
});

describe('a key', () => {
  it('that replaces another opens nothing of it, and both together open everything', () => {
    const rotated = createCipher([newKey, oldKey]);
    const [before, after] = [cipher.seal('before'), rotated.seal('after')];
    expect([rotated.open(before), rotated.open(after)]).toEqual(['before', 'after']);

    const onlyNew = createCipher([newKey]);
    expect(onlyNew.open(after)).toBe('after');
    expect([onlyNew.hasKeyOf(before), rotated.hasKeyOf(before)]).toEqual([false, true]);
    expect(() => onlyNew.open(before)).toThrow(/ENCRYPTION_KEY has no key whose id is [0-9a-f]{8}/);
    expect(after.startsWith(onlyNew.sealedPrefix)).toBe(true);
    expect(before.startsWith(onlyNew.sealedPrefix)).toBe(false);
  });

  it('is in no refusal, and neither is the text', () => {
    const sealed = cipher.seal('Acme Trading Limited');
    const refusals = [sealed.slice(0, -8), 'Acme Trading Limited'].map((text) => {
      try {
        return cipher.open(text);
      } catch (error) {
        return `${error} ${(error as Error).cause}`;
      }
    });
    for (const refusal of refusals) {
      expect(refusal).toMatch(/^UnreadableError/);
      expect(refusal).not.toContain('Acme');
      expect(refusal).not.toContain(oldKey.toString('base64').slice(0, 20));
      expect(refusal).not.toContain(oldKey.toString('base64url').slice(0, 20));
    }
  });
});

describe('an answer', () => {
  it('of each type is opened as it was, and is kept in the clear only where it is a list of documents', () => {
    const documents = ['0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a'];
    for (const value of ['Acme', 0, -1.5, true, false, ['Europe', 'Asia'], documents]) {
      const stored = sealAnswer(cipher, value);
      expect(openAnswer(cipher, JSON.parse(JSON.stringify(stored)))).toEqual(value);
      expect(typeof stored === 'string').toBe(value !== documents);
    }
    expect(sealAnswer(cipher, documents)).toEqual(documents);
  });

  it('from before answers were encrypted is read as it stands', () => {
    for (const value of ['Acme', 'v1.aesgcm256.', 12, false, ['Europe']]) {
      expect(openAnswer(cipher, value)).toEqual(value);
    }
  });
});
