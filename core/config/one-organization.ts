import { readOrganizationId } from '../organization/organization-id.ts';
import { type Problem, problemAt } from '../problem.ts';

/** What ids and ARNs of a config say besides the node: all of them are of one organization, or some can never fit. */
export function oneOrganization(given: unknown): Problem[] {
  const first: Partial<Record<keyof Place, string>> = {};
  return textsIn(given, '').flatMap(([field, text]) => {
    for (const [what, value] of Object.entries(placeOf(text)) as [keyof Place, string][]) {
      first[what] ??= value;
      if (first[what] === value) continue;
      const expected = `an id of ${NAMES[what]} ${first[what]}, which is named before it, not of ${value}`;
      return [problemAt(field, text, expected)];
    }
    return [];
  });
}

interface Place {
  readonly organizationId?: string;
  readonly managementAccountId?: string;
  readonly partition?: string;
}

const NAMES: Readonly<Record<keyof Place, string>> = {
  organizationId: 'organization',
  managementAccountId: 'management account',
  partition: 'partition',
};

function placeOf(text: string): Place {
  const read = readOrganizationId(text.replace(/\/\*$/, ''));
  // A rule may name an account of another organization, so that nobody is asked about sharing with it.
  if (read?.kind === 'ACCOUNT') return read.said ? { partition: read.said.partition } : {};
  return read?.said ?? (read?.kind === 'ORGANIZATION' ? { organizationId: read.id } : {});
}

/** With where each stands. The config is known not to nest deep. */
function textsIn(value: unknown, path: string): (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (value === null || typeof value !== 'object') return [];
  const at = (name: string) =>
    Array.isArray(value) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
  return Object.entries(value).flatMap(([name, member]) => textsIn(member, at(name)));
}
