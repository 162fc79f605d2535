import { isObject, type JsonObject } from '../template/read-template.ts';
import { ServiceError } from '../wire/service.ts';

/** Members of AWS's model that dynalite does not look at, each with what DynamoDB would refuse. */
const unread: Readonly<Record<string, (value: unknown) => ServiceError | undefined>> = {
  ReturnValuesOnConditionCheckFailure: (value) =>
    value === 'ALL_OLD' || value === 'NONE'
      ? undefined
      : new ServiceError(
          'ValidationException',
          `1 validation error detected: Value '${value}' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]`,
        ),
  ConsistentRead: (value) =>
    typeof value === 'boolean'
      ? undefined
      : new ServiceError('SerializationException', 'ConsistentRead can not be converted to boolean'),
  // Of ListTagsOfResource, the one list of ours that goes by this name.
  NextToken: () => new ServiceError('ValidationException', 'NextToken is not supported here.'),
};

/** What DynamoDB refuses of a request, and dynalite would not see. */
export function refuseUnread(body: string): ServiceError | undefined {
  const names = Object.keys(unread).filter((name) => body.includes(`"${name}"`));
  if (names.length === 0) return undefined;
  const input = parse(body);
  for (const name of names) {
    const value = input[name] ?? undefined;
    const refusal = value === undefined ? undefined : unread[name]?.(value);
    if (refusal) return refusal;
  }
  return undefined;
}

/** What is no JSON is dynalite's to refuse. */
function parse(body: string): JsonObject {
  try {
    const parsed: unknown = JSON.parse(body);
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
