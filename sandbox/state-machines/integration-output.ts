import type { PutEventsOutput } from '../bus/put-events.ts';

/** What `lambda:invoke` answers; source of all members: localstack 8b9a79f, test_context_object.py, test_result_selector. */
export function invokeOutput(
  { payload, requestId }: { readonly payload: unknown; readonly requestId: string },
  date: Date,
): unknown {
  return {
    ExecutedVersion: '$LATEST',
    Payload: payload,
    ...sdkMetadata(requestId, date, payload, 'application/json', {
      'X-Amz-Executed-Version': '$LATEST',
      'x-amzn-Remapped-Content-Length': '0',
    }),
    StatusCode: 200,
  };
}

/** What `events:putEvents` answers. */
export function putEventsOutput(output: PutEventsOutput, requestId: string, date: Date): unknown {
  return { ...output, ...sdkMetadata(requestId, date, output, 'application/x-amz-json-1.1') };
}

function sdkMetadata(
  requestId: string,
  date: Date,
  body: unknown,
  contentType: string,
  more: Readonly<Record<string, string>> = {},
) {
  const headers = {
    Connection: 'keep-alive',
    'Content-Length': String(Buffer.byteLength(JSON.stringify(body))),
    'Content-Type': contentType,
    Date: date.toUTCString(),
    ...more,
    'x-amzn-RequestId': requestId,
    'X-Amzn-Trace-Id': `root=1-${requestId.replaceAll('-', '')};sampled=0`,
  };
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      HttpHeaders: headers,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}
