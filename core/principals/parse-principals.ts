import type { RequestedPrincipal } from '../request/share-request.ts';
import { parsePrincipal } from './parse-principal.ts';
import type { Principal } from './principal.ts';
import type { PrincipalProblem } from './principal-problem.ts';

/** All principals of a request, or every one that is wrong, its field named as `principals[2].principalArn`. */
export function parsePrincipals(
  given: readonly RequestedPrincipal[],
  partition: string,
):
  | { readonly ok: true; readonly principals: readonly Principal[] }
  | { readonly ok: false; readonly problems: readonly PrincipalProblem[] } {
  const principals: Principal[] = [];
  const problems: PrincipalProblem[] = [];
  for (const [index, one] of given.entries()) {
    const parsed = parsePrincipal(one, partition);
    if (parsed.ok) principals.push(parsed.principal);
    else problems.push({ ...parsed.problem, field: `principals[${index}].${parsed.problem.field}` });
  }
  return problems.length === 0 ? { ok: true, principals } : { ok: false, problems };
}
