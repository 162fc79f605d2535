import type { ResourceType } from './principal.ts';

/** IAM API reference: RoleName and UserName 1 to 64, GroupName 1 to 128 of these; Path at most 512. */
const MOST_NAME_CHARACTERS = { role: 64, user: 64, group: 128 } as const satisfies Record<
  ResourceType,
  number
>;
const NAME_CHARACTERS = /^[\w+=,.@-]*$/;
const MOST_PATH_CHARACTERS = 512;
/** Pattern of Path in CreateRole, CreateUser and CreateGroup. */
const PATH = /^(\/|\/[!-~]+\/)$/;

/** What is expected where no such principal can exist in IAM; undefined where it can. */
export function impossibleName(resourceType: ResourceType, resourceId: string): string | undefined {
  const end = resourceId.lastIndexOf('/') + 1;
  const path = `/${resourceId.slice(0, end)}`;
  if (!PATH.test(path)) return 'a path that IAM allows: printable ASCII between single slashes';
  if (path.length > MOST_PATH_CHARACTERS) return `a path of at most ${MOST_PATH_CHARACTERS} characters`;
  return impossibleTail(resourceType, resourceId.slice(end));
}

/** The same for the end of a pattern, which is a name, or the end of one. */
export function impossibleTail(resourceType: ResourceType, tail: string): string | undefined {
  const most = MOST_NAME_CHARACTERS[resourceType];
  if (!NAME_CHARACTERS.test(tail)) return `a ${resourceType} name of letters, digits and + = , . @ - _`;
  if (tail.length > most) return `a ${resourceType} name of at most ${most} characters`;
  return undefined;
}
