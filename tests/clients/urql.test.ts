import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { testCachingClient } from './caching-client.ts';
import { valueTypes } from './value-types.ts';

/** Without these, graphcache warns of each object that it finds no key for. */
const keys = Object.fromEntries(Object.keys(valueTypes).map((name) => [name, () => null]));

testCachingClient((url, { fetch }) => {
  const client = new Client({
    url,
    fetch,
    preferGetMethod: false,
    exchanges: [cacheExchange({ keys }), fetchExchange],
  });
  return {
    read: (query, variables) => client.query(query, variables).toPromise(),
    readCache: async (query, variables) =>
      (await client.query(query, variables, { requestPolicy: 'cache-only' })).data,
    mount: (query, variables, show) => {
      client.query(query, variables).subscribe(({ data, stale }) => show({ data, complete: !stale }));
    },
  };
});
