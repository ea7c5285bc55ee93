import fc from 'fast-check';

/**
 * The numbers that requests are made from. A failure prints the seed and the path of the request; with the same seed the
 * same requests are made: `FUZZ_SEED=7 npm run test:fuzz`.
 */
export const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_130);

/** How many requests are made for each operation of REST and each field of GraphQL. */
const requestsEach = Number(process.env['FUZZ_REQUESTS'] ?? 110);

/** Runs a check with requests that are made at random from the seed, and returns how many there were. */
export async function fuzz<Request>(
  requests: fc.Arbitrary<Request>,
  check: (request: Request) => Promise<void>,
): Promise<number> {
  let made = 0;
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      made += 1;
      await check(request);
    }),
    { seed, numRuns: requestsEach, endOnFailure: false },
  );
  return made;
}
