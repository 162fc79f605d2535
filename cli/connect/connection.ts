import { program, quoted } from '../command/program.ts';
import type { RunningSandbox } from './running-sandboxes.ts';

/** Where a command looks for the stack, before it is known whether it is there. */
export interface Looked {
  readonly stage: string;
  readonly profile: string | undefined;
  readonly endpointUrl: string | undefined;
  readonly region: string | undefined;
  readonly isSandbox: boolean;
  /** The options with which another command finds the same stack, for lines that can be copied. */
  readonly options: readonly string[];
  /** The sandboxes that run on this machine. */
  readonly sandboxes: readonly RunningSandbox[];
}

/** Where it found the stack. */
export interface Connection extends Looked {
  readonly region: string;
  readonly partition: string;
  /** The stack's, as the ledger's ARN says. */
  readonly accountId: string;
}

/** A line that can be copied: the command with all that it needs to find the same stack. */
export function nextLine({ options }: Pick<Connection, 'options'>, ...words: readonly string[]): string {
  return [program(), ...[...words, ...options].map(quoted)].join(' ');
}

/** Which stack a command has changed: with two of them the reader may have meant the other. */
export function describePlace({ stage, region, accountId, isSandbox, endpointUrl }: Connection): string {
  const sandbox = isSandbox ? `, of the sandbox at ${endpointUrl}` : '';
  return `This is stage ${stage} in Region ${region}, account ${accountId}${sandbox}.`;
}

/** The ARN of a machine of the stack, by its name in serverless.yml. */
export function machineArn({ partition, region, accountId, stage }: Connection, machine: string): string {
  return `arn:${partition}:states:${region}:${accountId}:stateMachine:foliocast-${stage}-${machine}`;
}
