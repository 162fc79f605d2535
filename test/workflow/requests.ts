/** The organization of the sandbox's default scenario. */
export const UNIT = 'ou-ab12-cdef3456';
export const ORGANIZATION = 'o-a1b2c3d4e5';
export const MEMBER = '333344445555';
export const PORTFOLIO = 'port-a1b2c3d4e5f6g';

let requests = 0;

/** A request that shares the portfolio with a unit, under an id of its own; `detail` changes what a test is about. */
export function shareRequest(
  detail: Record<string, unknown> = {},
): { requestId: string } & Record<string, unknown> {
  requests += 1;
  return {
    version: '1',
    requestId: `test-${requests}`,
    portfolioId: PORTFOLIO,
    organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: UNIT },
    ...detail,
  };
}

/** A pattern that the default policy allows: nobody but Identity Center creates under this path. */
export const GUARDED_PATTERN = {
  principalArn:
    'arn:aws:iam:::role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_Developer_????????????????',
  principalType: 'IAM_PATTERN',
};
