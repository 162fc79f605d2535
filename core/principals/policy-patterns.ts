import type { RequestedPrincipal } from '../request/share-request.ts';
import { covers, overlaps } from './compare-patterns.ts';
import type { PrincipalPolicy } from './principal-policy.ts';

/** The pattern of `alwaysAllow` that provably admits all that this principal can be, in whatever case. */
export function allowedBy(
  { principalArn }: RequestedPrincipal,
  { alwaysAllow }: PrincipalPolicy,
): string | undefined {
  return alwaysAllow.find((allowed) => coversPrincipal(allowed, { principalArn }));
}

/** Whether the pattern without ARN provably admits all that this principal can be. */
export function coversPrincipal(
  pattern: string,
  { principalArn }: Pick<RequestedPrincipal, 'principalArn'>,
): boolean {
  return covers(arnLike(principalArn, pattern), principalArn) === 'yes';
}

/** The pattern of `alwaysRefuse` that this principal can meet, without regard to case: refusing errs on the safe side. */
export function refusedBy(
  { principalArn }: RequestedPrincipal,
  { alwaysRefuse }: PrincipalPolicy,
): string | undefined {
  return alwaysRefuse.find(
    (refused) => overlaps(arnLike(principalArn, refused), principalArn, { ignoreCase: true }) === 'yes',
  );
}

/** Policy leaves the partition out, so that one config.yml serves stacks of every partition. */
function arnLike(principalArn: string, pattern: string): string {
  return `arn:${principalArn.split(':')[1]}:iam:::${pattern}`;
}
