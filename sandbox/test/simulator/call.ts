import type { Simulator } from '../../simulator/create-simulator.ts';
import { MANAGEMENT } from './start-simulator.ts';

/** Sends a body as it is, which SDK clients would not let through. */
export async function call(
  { answer, services }: Simulator,
  operation: string,
  input: object,
  accountId = MANAGEMENT,
): Promise<{ statusCode: number; json: { readonly [member: string]: unknown } }> {
  const service = services.find(({ operations }) => Object.hasOwn(operations, operation));
  const outcome = await answer({
    method: 'POST',
    url: '/',
    headers: {
      'x-amz-target': `${service?.targetPrefix}.${operation}`,
      'content-type': 'application/x-amz-json-1.1',
      authorization: `AWS4-HMAC-SHA256 Credential=${accountId}/20261121/us-east-1/service/aws4_request`,
    },
    body: JSON.stringify(input),
  });
  if (typeof outcome === 'string') {
    throw new Error('The connection was dropped.');
  }
  return { statusCode: outcome.statusCode, json: JSON.parse(outcome.body || '{}') };
}
