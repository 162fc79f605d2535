import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { Refusal } from '../../sandbox/wire/refusal.ts';

export interface OperatorFlags {
  /** The requestId that the command is about. */
  readonly requestId: string | undefined;
  readonly account: string | undefined;
  readonly source: string | undefined;
  readonly stage: string;
  readonly endpointUrl: string | undefined;
  readonly region: string | undefined;
  /** Who asks: named in outcomes and in the ledger. */
  readonly by: string;
  readonly json: boolean;
  /** Which lease is meant, where there is one for each portfolio: its portfolio id. */
  readonly lease: string | undefined;
}

const OPTIONS = {
  account: { type: 'string' },
  source: { type: 'string' },
  stage: { type: 'string' },
  'endpoint-url': { type: 'string' },
  region: { type: 'string' },
  by: { type: 'string' },
  json: { type: 'boolean' },
  lease: { type: 'string' },
} as const;

const ABOUT_REQUEST = ['cancel', 'resend'];

/** @throws Refusal naming the flag and what was expected */
export function readOperatorFlags(command: string, args: readonly string[]): OperatorFlags {
  const { values, positionals } = parse(command, args);
  const [requestId, tooMany] = positionals;
  if (ABOUT_REQUEST.includes(command) && requestId === undefined) {
    throw new Refusal(`The requestId is missing. Expected: ${usageOf(command)}`);
  }
  if (tooMany !== undefined || (requestId !== undefined && !ABOUT_REQUEST.includes(command))) {
    throw new Refusal(`${tooMany ?? requestId} is one too many. Expected: ${usageOf(command)}`);
  }
  if ((values.account === undefined) !== (values.source === undefined)) {
    throw new Refusal('--account and --source name a request together: expected both or neither.');
  }
  if (values.lease !== undefined && command !== 'release-lease') {
    throw new Refusal(`--lease is of release-lease alone. Expected: ${usageOf(command)}`);
  }
  return {
    requestId,
    account: values.account,
    source: values.source,
    stage: values.stage ?? 'dev',
    endpointUrl: values['endpoint-url'] ?? process.env.AWS_ENDPOINT_URL,
    region: values.region,
    by: values.by ?? userInfo().username,
    json: values.json ?? false,
    lease: values.lease,
  };
}

function usageOf(command: string): string {
  const about = ABOUT_REQUEST.includes(command) ? ' REQUEST-ID [--account ID --source NAME]' : '';
  return `npm run ${command} --${about} [--stage dev] [--region R] [--endpoint-url URL] [--by NAME]${command === 'queue' ? ' [--json]' : ''}${command === 'release-lease' ? ' [--lease PORTFOLIO-ID]' : ''}`;
}

function parse(command: string, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : error} Expected: ${usageOf(command)}`);
  }
}
