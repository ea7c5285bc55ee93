import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { testCachingClient } from './caching-client.ts';

testCachingClient((uri, { fetch }) => {
  const client = new ApolloClient({ cache: new InMemoryCache(), link: new HttpLink({ uri, fetch }) });
  return {
    read: (query, variables) => client.query({ query: gql(query), variables }),
    readCache: async (query, variables) => client.readQuery({ query: gql(query), variables }),
    mount: (query, variables, show) => {
      client.watchQuery({ query: gql(query), variables }).subscribe(({ data, dataState }) => {
        show({ data, complete: dataState === 'complete' });
      });
    },
  };
});
