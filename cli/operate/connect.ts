import type { OperatorFlags } from './read-operator-flags.ts';

/**
 * Settles which stack the clients in aws/ talk to, before they are made: the operator's own credentials and
 * Region, or a sandbox, which takes any credentials.
 */
export function connect({ stage, endpointUrl, region }: OperatorFlags): void {
  const { env } = process;
  env.LEDGER_TABLE = `foliocast-${stage}-ledger`;
  if (region !== undefined) env.AWS_REGION = region;
  if (endpointUrl === undefined) return;
  env.AWS_ENDPOINT_URL = endpointUrl;
  if (!isLoopback(endpointUrl)) return;
  env.AWS_REGION ??= 'us-east-1';
  env.AWS_ACCESS_KEY_ID ??= 'operator';
  env.AWS_SECRET_ACCESS_KEY ??= 'operator';
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(url).hostname);
}
