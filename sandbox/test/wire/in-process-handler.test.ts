import { ListRootsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { expect, test } from 'vitest';
import { inProcessHandler } from '../../wire/in-process-handler.ts';
import type { WireOutcome, WireRequest } from '../../wire/message.ts';

function clientOf(answer: (request: WireRequest) => Promise<WireOutcome>) {
  return new OrganizationsClient({
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
    maxAttempts: 1,
    requestHandler: inProcessHandler(answer),
  });
}

test('a request arrives as it would over a socket: signed, its header names in lower case', async () => {
  const requests: WireRequest[] = [];
  const client = clientOf(async (request) => {
    requests.push(request);
    return { statusCode: 200, headers: {}, body: '{}' };
  });

  await client.send(new ListRootsCommand({ MaxResults: 5 }));

  expect(requests).toMatchObject([
    {
      method: 'POST',
      url: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSOrganizationsV20161128.ListRoots',
        authorization: expect.stringContaining('Credential=111122223333/'),
      },
    },
  ]);
  expect(String(requests[0]?.body)).toBe('{"MaxResults":5}');
});

test.each(['before the request', 'while it waits'])(
  'a caller that gives up %s sees an AbortError',
  async (when) => {
    const abort = new AbortController();
    const client = clientOf(() => {
      abort.abort();
      return new Promise(() => {});
    });
    if (when === 'before the request') {
      abort.abort();
    }

    const sent = client.send(new ListRootsCommand({}), { abortSignal: abort.signal });

    await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
  },
);
