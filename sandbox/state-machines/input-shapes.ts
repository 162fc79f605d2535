import * as v from 'valibot';
import type { InputShape } from '../wire/checked-operations.ts';
import { integer, oneOf, structure, text } from '../wire/read-input.ts';

/**
 * The constraints of AWS's published model of Step Functions (2016-11-23) for the operations held here. What the
 * service was seen to refuse under a name of its own (names, sizes of data, JSON that is none) is checked there.
 */
const arn = text({ min: 1, max: 256 });
const token = text({ min: 1, max: 2048 });
const failure = { error: v.optional(text({ max: 256 })), cause: v.optional(text({ max: 32_768 })) };
const includedData = { includedData: v.optional(oneOf(['ALL_DATA', 'METADATA_ONLY'])) };
const paging = (longestToken: number) => ({
  maxResults: v.optional(integer(0, 1_000)),
  nextToken: v.optional(text({ min: 1, max: longestToken })),
});

export const inputShapes = {
  StartExecution: {
    members: structure({
      stateMachineArn: arn,
      name: v.optional(text({ min: 1 })),
      input: v.optional(text({})),
      traceHeader: v.optional(text({ max: 256, pattern: String.raw`\p{ASCII}*` })),
    }),
  },
  DescribeExecution: { members: structure({ executionArn: arn, ...includedData }) },
  ListExecutions: {
    members: structure({
      stateMachineArn: arn,
      statusFilter: v.optional(
        oneOf(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE']),
      ),
      redriveFilter: v.optional(oneOf(['REDRIVEN', 'NOT_REDRIVEN'])),
      ...paging(3_096),
    }),
    unsupported: ['mapRunArn'],
  },
  GetExecutionHistory: {
    members: structure({
      executionArn: arn,
      reverseOrder: v.optional(v.boolean()),
      includeExecutionData: v.optional(v.boolean()),
      ...paging(1_024),
    }),
  },
  StopExecution: { members: structure({ executionArn: arn, ...failure }) },
  RedriveExecution: {
    members: structure({
      executionArn: arn,
      clientToken: v.optional(text({ min: 1, max: 64, pattern: '[!-~]+' })),
    }),
  },
  SendTaskSuccess: { members: structure({ taskToken: token, output: text({}) }) },
  SendTaskFailure: { members: structure({ taskToken: token, ...failure }) },
  SendTaskHeartbeat: { members: structure({ taskToken: token }) },
  ListStateMachines: { members: structure(paging(1_024)) },
  DescribeStateMachine: { members: structure({ stateMachineArn: arn, ...includedData }) },
} satisfies Readonly<Record<string, InputShape>>;
