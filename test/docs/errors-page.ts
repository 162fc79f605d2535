import { FAILURES } from '../../core/failure-codes.ts';
import { table } from './table.ts';

/** docs/errors.md, as the catalogue of failure codes says it. */
export function errorsPage(): string {
  const rows = Object.entries(FAILURES).map(([code, { mayRetry, whatToDo }]) => [
    `\`${code}\``,
    mayRetry ? 'yes' : 'no',
    whatToDo,
  ]);
  return [
    '# Failure codes',
    '',
    'Made from the code: `UPDATE_PAGES=1 npx vitest run test/docs`.',
    '',
    'A request failed with `QUOTA_EXCEEDED`. Find the code in the table: raise the quota, then ask again.',
    '',
    ...table(['field', 'says'], FIELDS),
    '',
    'To ask again, send a request with a new `requestId`, and name the failed one in `retryOf`. In the table, "yes" means that the same content may succeed later. "no" means that it fails again until somebody changes the content, the policy or a quota.',
    '',
    ...table(['code', 'a new request may succeed', 'what to do'], rows),
  ].join('\n');
}

const FIELDS = [
  [
    '`failure.code` of `PortfolioShareFailed`, `code` of `PortfolioShareRefused`',
    'the code; codes are stable',
  ],
  ['`failure.cause`', 'what happened, in one sentence'],
  ['`failure.done`', 'what had been done before'],
  ['`failure.quota`', 'which quota was met'],
  ['`failure.supersededBy`', 'the newer request that replaces a superseded one'],
];
