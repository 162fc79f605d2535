import type { PlannedChange } from '../../core/declaration/plan-changes.ts';

export function isToDo({ change }: PlannedChange): boolean {
  return change !== 'NOT_DECLARED' && change !== 'UNCHANGED';
}

/** What is to be done, in the order in which it is: principals go last, once no share that needs them is left. */
export function inOrder(changes: readonly PlannedChange[]): PlannedChange[] {
  const toDo = changes.filter(isToDo);
  return [...toDo.filter((one) => !isLast(one)), ...toDo.filter(isLast)];
}

export function isLast({ change, principals }: PlannedChange): boolean {
  return change === 'DISASSOCIATE' || (change === 'REMOVE' && principals.length > 0);
}
