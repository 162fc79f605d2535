import type { BusEvent } from '../bus/bus-event.ts';
import type { Execution } from './execution.ts';

/** Of input and output together; beyond it an event says only that they are not included. Source: as below. */
const largestIncludedBytes = 253_952;

/**
 * What Step Functions puts on the default bus when an execution's status changes. Source: Step Functions
 * developer guide, "Automating Step Functions event delivery with EventBridge". Times are milliseconds there.
 */
export function statusChangeEvent(
  execution: Execution,
): Pick<BusEvent, 'source' | 'detail-type' | 'resources' | 'detail'> {
  const { executionArn, stateMachineArn, name, status, startDate, stopDate, input, end } = execution;
  const output = end?.status === 'SUCCEEDED' ? end.output : null;
  const failure = end && end.status !== 'SUCCEEDED' ? end : undefined;
  const included = Buffer.byteLength(input) + Buffer.byteLength(output ?? '') <= largestIncludedBytes;
  return {
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    resources: [executionArn],
    detail: {
      executionArn,
      stateMachineArn,
      name,
      status,
      startDate,
      stopDate: stopDate ?? null,
      input: included ? input : null,
      output: included ? output : null,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: execution.redriveCount,
      redriveDate: execution.redriveDate ?? null,
      redriveStatus: failure ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
      redriveStatusReason: failure ? null : `Execution is ${status} and cannot be redriven`,
      inputDetails: { included },
      outputDetails: output === null ? null : { included },
      error: failure?.error ?? null,
      cause: failure?.cause ?? null,
    },
  };
}
