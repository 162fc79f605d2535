/**
 * What a call meets: the body of an answer, `Name: message` of a refusal, `DROP`, or what a function says then. Of a
 * list, one after the other; the last again and again.
 */
export type Met = object | string | ((input: never) => object | string | Promise<object | string>);

/** A world in which nothing is shared, and a unit with two accounts. */
const QUIET: Readonly<Record<string, Met>> = {
  PutEvents: { FailedEntryCount: 0, Entries: [{ EventId: 'event-2' }] },
  SendTaskSuccess: {},
  SendTaskFailure: {},
  DescribePortfolioShares: { PortfolioShareDetails: [] },
  ListPortfolioAccess: { AccountIds: [] },
  ListPrincipalsForPortfolio: { Principals: [] },
  ListConstraintsForPortfolio: { ConstraintDetails: [] },
  DescribeOrganization: { Organization: { Id: 'o-a1b2c3d4e5', MasterAccountId: '111122223333' } },
  ListParents: ({ ChildId }: { ChildId: string }) => {
    const Id =
      { '333344445555': 'ou-ab12-cdef3456', '444455556666': 'ou-ab12-cdef3456' }[ChildId] ?? 'r-ab12';
    return { Parents: [{ Id, Type: Id.startsWith('r-') ? 'ROOT' : 'ORGANIZATIONAL_UNIT' }] };
  },
  ListAccounts: {
    Accounts: [
      accountAt('111122223333', 'r-ab12'),
      accountAt('333344445555', 'r-ab12/ou-ab12-cdef3456'),
      accountAt('444455556666', 'r-ab12/ou-ab12-cdef3456'),
    ],
  },
};

export function accountAt(Id: string, path: string, more: object = {}): object {
  return { Id, Status: 'ACTIVE', State: 'ACTIVE', Paths: [`o-a1b2c3d4e5/${path}/${Id}/`], ...more };
}

export async function answersOf(
  met: Record<string, Met>,
  operation: string,
  input: unknown,
): Promise<object | string> {
  let given = met[operation] ?? QUIET[operation];
  if (Array.isArray(given)) {
    const [first, ...rest] = given;
    if (rest.length > 0) met[operation] = rest;
    given = first as Met;
  }
  if (typeof given === 'function') return given(input as never);
  return given ?? `NobodyExpected: a call of ${operation}`;
}
