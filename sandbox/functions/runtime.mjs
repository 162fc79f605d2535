// What Lambda's runtime says of a handler, for a bundle in a process of its own and for one in memory. Plain
// JavaScript, since stripping types would add 40 ms to every cold start.

export function handlerIn(loaded, path) {
  const exported = path.slice(path.lastIndexOf('.') + 1);
  const found = loaded[exported] ?? loaded.default?.[exported];
  if (typeof found !== 'function') {
    throw named('Runtime.HandlerNotFound', `${path} is undefined or not exported`);
  }
  return found;
}

export function stringify(result) {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch (error) {
    throw named('Runtime.MarshalError', `Unable to stringify response body: ${error.message}`);
  }
}

export function contextOf({ env, now, requestId, deadline, functionArn }) {
  return {
    awsRequestId: requestId,
    invokedFunctionArn: functionArn,
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, deadline - now()),
  };
}

// As aws-lambda-ric describes an error, and a thrown value that is none.
export function describe(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

export function named(name, message) {
  return Object.assign(new Error(message), { name });
}
