/** How a client that is in use follows a subscription, in Node and in a page. */
import { ApolloClient, ApolloLink, gql, InMemoryCache, Observable } from '@apollo/client';
import { fetchExchange, subscriptionExchange, Client as UrqlClient } from '@urql/core';
import { print } from 'graphql';
import {
  createClient,
  type ExecutionResult,
  type RequestParams,
  type Sink,
  type Client as SseClient,
} from 'graphql-sse';

export interface Place {
  url: string;
  headers: { authorization: string };
}

/** Follows a subscription and passes its results on, until the function that it returns is called. */
export type Follow = (
  place: Place,
  query: string,
  variables: Record<string, unknown>,
  show: (result: unknown) => void,
) => () => void;

const followWithGraphqlSse: Follow = (place, query, variables, show) =>
  createClient(place).subscribe({ query, variables }, sinkOf(show));

export const sinkOf = (show: (result: unknown) => void): Sink<ExecutionResult<any, any>> => ({
  next: show,
  error: show,
  complete: () => undefined,
});

/** As the documentation of urql and of graphql-sse describes it. */
const followWithUrql: Follow = ({ url, headers }, query, variables, show) => {
  const sseClient = createClient({ url, headers });
  return followWithUrqlClient(
    new UrqlClient({
      url,
      preferGetMethod: false,
      exchanges: [
        subscriptionExchange({
          forwardSubscription: ({ query: text, ...operation }) => ({
            subscribe: (sink) => ({
              unsubscribe: sseClient.subscribe(
                { ...operation, query: text ?? '' } as RequestParams,
                sink as Sink<any>,
              ),
            }),
          }),
        }),
      ],
    }),
    query,
    variables,
    show,
  );
};

const followWithUrqlAlone: Follow = ({ url, headers }, ...followed) =>
  followWithUrqlClient(
    new UrqlClient({
      url,
      preferGetMethod: false,
      fetchOptions: { headers },
      fetchSubscriptions: true,
      exchanges: [fetchExchange],
    }),
    ...followed,
  );

const followWithUrqlClient = (
  client: UrqlClient,
  query: string,
  variables: Record<string, unknown>,
  show: (result: unknown) => void,
) => client.subscription(query, variables).subscribe(({ data, error }) => show({ data, error })).unsubscribe;

/** The link that the documentation of graphql-sse describes. */
class SseLink extends ApolloLink {
  readonly #client: SseClient;

  constructor(place: Place) {
    super();
    this.#client = createClient(place);
  }

  override request(operation: ApolloLink.Operation): Observable<ApolloLink.Result> {
    return new Observable((sink) =>
      this.#client.subscribe<any>({ ...operation, query: print(operation.query) } as RequestParams, {
        next: (result) => sink.next(result as ApolloLink.Result),
        error: (error) => sink.error(error),
        complete: () => sink.complete(),
      }),
    );
  }
}

const followWithApollo: Follow = (place, query, variables, show) => {
  const client = new ApolloClient({ cache: new InMemoryCache(), link: new SseLink(place) });
  const subscription = client
    .subscribe({ query: gql(query), variables })
    .subscribe({ next: show, error: show });
  return () => subscription.unsubscribe();
};

/** Each by its name. */
export const followers = {
  'graphql-sse': followWithGraphqlSse,
  'urql with graphql-sse': followWithUrql,
  'urql alone': followWithUrqlAlone,
  'Apollo Client with graphql-sse': followWithApollo,
} satisfies Record<string, Follow>;

/** Where a page's tests find them. */
Object.assign(globalThis, { followers });
