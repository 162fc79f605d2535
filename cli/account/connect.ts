/** Where a command finds the stack; every one of these may be left out. */
export interface ConnectionFlags {
  readonly 'endpoint-url'?: string | undefined;
  readonly region?: string | undefined;
  readonly stage?: string | undefined;
}

export const CONNECTION_USAGE = `  --stage NAME          of the stack; dev by default
  --region NAME         of the stack; by default AWS_REGION, or what the profile says
  --endpoint-url URL    of a sandbox, such as http://127.0.0.1:4566; by default AWS_ENDPOINT_URL`;

export const CONNECTION_OPTIONS = {
  'endpoint-url': { type: 'string' },
  region: { type: 'string' },
  stage: { type: 'string' },
} as const;

/** Points the SDK clients at the stack, by the environment that they read at their first call. */
export function connect(flags: ConnectionFlags): void {
  const { env } = process;
  const { stage = 'dev' } = flags;
  const endpoint = flags['endpoint-url'] ?? env.AWS_ENDPOINT_URL;
  env.LEDGER_TABLE = `foliocast-${stage}-ledger`;
  env.EVENT_BUS = `foliocast-${stage}`;
  if (flags.region !== undefined) env.AWS_REGION = flags.region;
  if (endpoint === undefined) return;
  env.AWS_ENDPOINT_URL = endpoint;
  if (!isLoopback(endpoint)) return;
  // A sandbox takes any credentials; none at all would have the SDK look for them on this machine's network.
  env.AWS_REGION ??= env.AWS_DEFAULT_REGION ?? 'us-east-1';
  if (env.AWS_ACCESS_KEY_ID === undefined && env.AWS_PROFILE === undefined) {
    env.AWS_ACCESS_KEY_ID = 'sandbox';
    env.AWS_SECRET_ACCESS_KEY = 'sandbox';
  }
}

function isLoopback(endpoint: string): boolean {
  return URL.canParse(endpoint) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(endpoint).hostname);
}

/** The partition that a Region belongs to: ARNs of another are refused. */
export function partitionOfRegion(
  region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? '',
): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
