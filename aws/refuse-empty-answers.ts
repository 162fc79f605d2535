/** The part of an SDK client that middleware is added to. */
interface Client {
  readonly middlewareStack: {
    add(
      // biome-ignore lint/suspicious/noExplicitAny: every client types its own middleware
      middleware: (next: any) => (args: any) => Promise<any>,
      options: { readonly step: 'deserialize'; readonly priority: 'low'; readonly name: string },
    ): void;
  };
}

/**
 * The SDK takes a 200 without a body for an answer without members: a portfolio without shares, a unit without parent,
 * an item that is not there. The JSON protocols answer at least `{}`. So this is no answer, and the call is repeated.
 */
export function refuseEmptyAnswers<C extends Client>(client: C): C {
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { statusCode, headers } = result.response;
      if (statusCode === 200 && headers['content-length'] === '0') throw emptyAnswer();
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'refuseEmptyAnswers' },
  );
  return client;
}

/** With a trait by which the SDK tries again, and a code as broken connections have. */
function emptyAnswer(): Error {
  const message = 'the service answered 200 without a body';
  return Object.assign(new Error(message), { name: 'EmptyAnswer', code: 'EMPTY_ANSWER', $retryable: {} });
}
