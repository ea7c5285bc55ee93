import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineOperation, errorsOf, perform, UndeclaredError } from '../../src/domain/operation.ts';
import {
  ConflictError,
  IdempotencyKeyReusedError,
  NotFoundError,
  ValidationError,
} from '../../src/errors.ts';

const operation = (error: Error) =>
  defineOperation({
    name: 'testOperation',
    actor: 'operator',
    description: 'Fails.',
    input: z.strictObject({}).describe('Nothing.'),
    errors: [NotFoundError],
    needs: [],
    run: async () => {
      throw error;
    },
  });

const context = {
  principal: { kind: 'operator' },
  services: { finishBeforeClose: <Result>(work: Promise<Result>) => work },
} as never;

it('an error that an operation declares reaches its caller', async () => {
  const error = new NotFoundError('Tenant');
  await expect(perform(operation(error), context, {})).rejects.toBe(error);
});

it('an error that an operation does not declare is a fault that names both', async () => {
  const failure = perform(operation(new ConflictError('Not now.')), context, {});
  await expect(failure).rejects.toThrow(UndeclaredError);
  await expect(failure).rejects.toThrow(
    'The operation testOperation does not declare the error ConflictError.',
  );
});

it('an error that is no rejection is left as it is', async () => {
  const error = new TypeError('A fault.');
  await expect(perform(operation(error), context, {})).rejects.toBe(error);
});

it('an input with an idempotency key adds the errors of such keys', () => {
  const { errors } = operation(new Error());
  expect(errorsOf({ input: z.strictObject({}), errors })).toEqual([ValidationError, NotFoundError]);
  expect(errorsOf({ input: z.strictObject({ idempotencyKey: z.string() }), errors })).toEqual([
    ValidationError,
    ConflictError,
    IdempotencyKeyReusedError,
    NotFoundError,
  ]);
});
