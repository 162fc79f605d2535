import { FoliocastError } from '../../core/foliocast-error.ts';
import { isSaid, NotDone } from '../command/failures.ts';
import type { Looked } from './connection.ts';

/** An error of AWS or the SDK in words that say where the command looked, what is missing, and what to do. */
export function explainFailure(error: unknown, looked: Looked): Error {
  if (error instanceof Error && isSaid(error)) return error;
  const said = sayingOf(causeOf(error), callOf(error), looked);
  if (said === undefined) return error instanceof Error ? error : new Error(String(error));
  return new NotDone([...said, whereOf(looked), ...otherSandbox(looked)].join('\n'), { cause: error });
}

/** The deepest cause: what the SDK or the network said. */
function causeOf(error: unknown): Error {
  let found = error;
  while (found instanceof Error && found.cause instanceof Error) found = found.cause;
  if (found instanceof AggregateError && found.errors[0] instanceof Error) found = found.errors[0];
  return found instanceof Error ? found : new Error(String(found));
}

/** DynamoDB names the same error for a table as Service Catalog for a portfolio. */
function isNoTable({ name, message }: Error): boolean {
  return name === 'ResourceNotFoundException' && /\btable\b|Requested resource not found/i.test(message);
}

interface Said extends Error {
  readonly code?: unknown;
  readonly $metadata?: unknown;
}

/** The call, where our own error around the SDK's names it. */
function callOf(error: unknown): string {
  const [, call] = (error instanceof FoliocastError && /^(\w+)[^:]*: /.exec(error.message)) || [];
  return call === undefined ? '' : `${call}: `;
}

function sayingOf(error: Said, call: string, looked: Looked): string[] | undefined {
  const { name, message, code } = error;
  const { stage, endpointUrl, profile, region } = looked;
  const login = profile
    ? `Check the name of the profile, and log in again: aws sso login --profile ${profile}.`
    : 'Log in again, or name a profile by --profile.';
  if (code === 'ECONNREFUSED' || /ECONNREFUSED/.test(message)) {
    return endpointUrl === undefined
      ? ['AWS does not answer.', 'Check the network, then run this again.']
      : [
          `Nothing answers at ${endpointUrl}.`,
          'Start a sandbox there (npm run sandbox), or name a stack of AWS: without --endpoint-url, by --region.',
        ];
  }
  if (code === 'EPROTO')
    return endpointUrl === undefined
      ? [
          `What answers does not speak HTTPS: ${message}.`,
          'Check the proxy and the network, then run this again.',
        ]
      : [`${endpointUrl} does not speak HTTPS.`, 'A sandbox is named by http://.'];
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || /ENOTFOUND|EAI_AGAIN/.test(message))
    return [`The host of AWS cannot be found: ${message}.`, 'Check the Region and the network.'];
  if (name === 'TimeoutError' || code === 'ETIMEDOUT' || code === 'ECONNRESET')
    return [`AWS gave no answer in time: ${message}.`, 'Check the network, then run this again.'];
  if (/Region is missing/i.test(message))
    return [
      'No Region is named.',
      'Add --region, or set AWS_REGION, or name a profile that has one.',
      ...(looked.sandboxes.length === 0
        ? ['No sandbox runs on this machine: npm run sandbox starts one, in a clone.']
        : []),
    ];
  if (
    /CredentialsProvider|TokenProvider/.test(name) ||
    /[Cc]ould not (load|resolve) credentials/.test(message)
  )
    return [`There are no credentials: ${message.split('\n')[0]}`, `${login} Or set AWS_ACCESS_KEY_ID.`];
  if (
    /^(ExpiredToken|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch)/.test(
      name,
    )
  )
    return [`AWS does not take the credentials: ${message}`, login];
  if (/^AccessDenied/.test(name))
    return [`AWS denied it: ${message}`, 'The rights that commands need are in docs/runbook.md.'];
  if (isNoTable(error))
    return [
      `There is no stack foliocast-${stage} there: it has no table ${process.env.LEDGER_TABLE}.`,
      'Name another by --stage, --region, --profile or --endpoint-url; a table of another name by --ledger.',
    ];
  if (/NotFound|DoesNotExist|NonExistent/.test(name))
    return [
      `AWS does not find it: ${call}${message}`,
      'Somebody may have removed it meanwhile, or the stack is not whole. Run this again.',
    ];
  if (/^Throttl|TooManyRequests|LimitExceeded/.test(name))
    return [`AWS refused it for now: ${call}${message}`, 'Run this again in a minute.'];
  if (region === undefined && /endpoint|region/i.test(message))
    return [`The endpoint of AWS is not known: ${message}`, 'Check --region.'];
  const isAboutAws = error.$metadata !== undefined || code !== undefined || error instanceof FoliocastError;
  return isAboutAws ? [`AWS did not do it: ${name}: ${message}`, 'Run this again.'] : undefined;
}

function whereOf({ stage, profile, endpointUrl, region, isSandbox }: Looked): string {
  const where = isSandbox ? `the sandbox at ${endpointUrl}` : (endpointUrl ?? 'AWS');
  const by = isSandbox
    ? ''
    : `, Region ${region ?? 'not named'}, ${profile ? `profile ${profile}` : 'no profile'}`;
  return `Looked for stage ${stage} at ${where}${by}.`;
}

function otherSandbox({ sandboxes, endpointUrl }: Looked): string[] {
  const other = sandboxes.find(({ endpoint }) => endpoint !== endpointUrl);
  return other ? [`A sandbox runs on this machine: add --endpoint-url ${other.endpoint}`] : [];
}
