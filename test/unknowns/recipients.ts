import { ORGANIZATION, STRANGER } from './place.ts';
import type { Request, Stage } from './play.ts';

export function toUnit({ unitIds: [value = ''] }: Pick<Stage, 'unitIds'>): Request {
  return { organizationNode: { type: 'ORGANIZATIONAL_UNIT', value } };
}

export function unshared(request: Request): Request {
  return { ...request, action: 'UNSHARE' };
}

/** Each kind of recipient that a portfolio can be shared with. */
export const recipients: readonly { readonly name: string; of(stage: Stage): Request }[] = [
  { name: 'a unit', of: toUnit },
  {
    name: 'the organization',
    of: () => ({ organizationNode: { type: 'ORGANIZATION', value: ORGANIZATION } }),
  },
  {
    name: 'a member account as a node',
    of: ({ accountIds: [value = ''] }) => ({ organizationNode: { type: 'ACCOUNT', value } }),
  },
  { name: 'a member account by its id', of: ({ accountIds: [accountId = ''] }) => ({ accountId }) },
  { name: 'an account elsewhere', of: () => ({ accountId: STRANGER }) },
];
