import { expect, test } from 'vitest';
import { refuseAtDeadline } from '../../../functions/share/refuse-at-deadline.ts';

const deadlineAt = '2026-03-02T11:00:00.000Z';
const BEFORE = '2026-03-02T10:59:59.999Z';

test.each([
  ['somebody else was busy', { deadlineAt, busySince: BEFORE }, 'SHARE_BUSY'],
  ['somebody else was busy, as AWS said', { deadlineAt, busySince: BEFORE, busySaid: 'wait' }, 'begun: wait'],
  ['somebody else was busy, and AWS said nothing', { deadlineAt, busySince: BEFORE }, /not begun$/],
  ['something else put it off', { deadlineAt }, 'SHARE_TIMED_OUT'],
])('a write is not begun at the deadline, where %s', (_, state, code) => {
  expect(() => refuseAtDeadline(state, deadlineAt, 600)).toThrow(code);
  expect(() => refuseAtDeadline(state, deadlineAt, 600)).toThrow('not begun');
  expect(() => refuseAtDeadline(state, BEFORE, 600)).not.toThrow();
});
