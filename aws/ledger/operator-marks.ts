import { OPEN_REQUEST } from './open-work.ts';
import { keyOf } from './requests.ts';
import { IS_REPEATABLE, updateItem } from './table.ts';

/** The next sweep looks at it first. */
const SOON = { ':work': OPEN_REQUEST, ':soon': '0' };
const names = { '#work': 'work' };

/** Marks an undecided request to be stopped before its next step; answers false where it is decided. */
export function askToCancel(requestKey: string, by: string): Promise<boolean> {
  return updateItem(keyOf(requestKey), {
    update: 'SET cancelledBy = if_not_exists(cancelledBy, :by), #work = :work, workAt = :soon',
    condition: 'attribute_exists(pk) AND attribute_not_exists(outcome)',
    names,
    values: { ':by': by, ...SOON },
    isOurs: IS_REPEATABLE,
  });
}

/** Marks a request to be finished at once, whatever its execution does. */
export function askToTakeLease(requestKey: string, by: string): Promise<boolean> {
  return updateItem(keyOf(requestKey), {
    update: 'SET leaseTakenBy = if_not_exists(leaseTakenBy, :by), #work = :work, workAt = :soon',
    condition: 'attribute_exists(pk)',
    names,
    values: { ':by': by, ...SOON },
    isOurs: IS_REPEATABLE,
  });
}

/** Marks an outcome to be emitted once more; answers false where it was not emitted yet. */
export function askToResend(requestKey: string, by: string): Promise<boolean> {
  return updateItem(keyOf(requestKey), {
    update: 'SET resendAskedBy = :by, #work = :work, workAt = :soon REMOVE emittingAt',
    condition: 'attribute_exists(emittedAt)',
    names,
    values: { ':by': by, ...SOON },
    isOurs: IS_REPEATABLE,
  });
}
