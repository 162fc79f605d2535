import type * as v from 'valibot';
import { readInput } from './read-input.ts';
import { type Operation, ServiceError, type WireValue } from './service.ts';
import { validationError } from './validation-error.ts';

export interface InputShape {
  /** The members that are read, by AWS's model. */
  readonly members: v.GenericSchema;
  /** Members of AWS's model that would change what is answered, but are not supported. */
  readonly unsupported?: readonly string[];
}

/** Each operation with its input held to its shape first: nothing is ignored but what AWS's model does not have. */
export function checkedOperations<TName extends string>(
  shapes: Readonly<Record<TName, InputShape>>,
  operations: Readonly<Record<TName, Operation>>,
): Readonly<Record<string, Operation>> {
  return Object.fromEntries(
    (Object.keys(operations) as TName[]).map((name): [string, Operation] => [
      name,
      (input, caller) => {
        const { members, unsupported = [] } = shapes[name];
        refuseMembers(unsupported, name, input);
        return operations[name](readInput(members, input, validationError) as WireValue, caller);
      },
    ]),
  );
}

function refuseMembers(unsupported: readonly string[], operation: string, input: WireValue): void {
  const found = unsupported.find((name) => (input[name] ?? undefined) !== undefined);
  if (found !== undefined)
    throw new ServiceError('ValidationException', `${found} of ${operation} is not supported here.`);
}
