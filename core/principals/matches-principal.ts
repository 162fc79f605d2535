import { charactersOf, patternTakes } from './pattern-takes.ts';
import { splitPrincipalArn } from './principal.ts';

export interface CaseOption {
  /** AWS does not say whether Service Catalog tells `Dev` from `dev`. Default false: it does. */
  readonly ignoreCase?: boolean;
}

/**
 * Whether the principal `arn` (with an account id or without) is one that `pattern` admits. A pattern with an
 * account id is a fully defined ARN and admits itself alone. Anything that is no IAM principal matches nothing.
 */
export function matchesPrincipal(
  pattern: string,
  arn: string,
  { ignoreCase = false }: CaseOption = {},
): boolean {
  const wanted = splitPrincipalArn(pattern);
  const given = splitPrincipalArn(arn);
  if (!wanted || !given) return false;
  if (wanted.partition !== given.partition || wanted.resourceType !== given.resourceType) return false;
  const fold = (id: string) => (ignoreCase ? id.toLowerCase() : id);
  const [wantedId, givenId] = [fold(wanted.resourceId), fold(given.resourceId)];
  if (wanted.accountId !== '') return wanted.accountId === given.accountId && wantedId === givenId;
  return patternTakes(wantedId, charactersOf(givenId));
}
