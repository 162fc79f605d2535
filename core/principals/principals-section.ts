import * as v from 'valibot';
import { DEFAULT_QUOTAS } from './add-principals.ts';
import { DECISIONS, type Decision, type PrincipalPolicy } from './principal-policy.ts';
import { SEVERITIES } from './severity.ts';

const decision = (byDefault: Decision) => v.optional(v.picklist(DECISIONS), byDefault);
const quota = (byDefault: number) =>
  v.optional(
    v.pipe(
      v.number(),
      v.integer('a whole number'),
      v.minValue(1, '1 or more'),
      v.maxValue(10_000, 'at most 10000'),
    ),
    byDefault,
  );

const Pattern = v.pipe(
  v.string(),
  v.regex(/^(role|user|group)\/[!-~]*[!-.0-~]$/, 'a pattern without ARN, such as role/platform/*'),
  v.maxLength(1000, 'at most 1000 characters'),
);

/** Paths in which AWS itself creates, or that stand open to everybody: no service control policy guards them. */
const NOT_GUARDABLE = /^\/(aws-reserved|aws-service-role|service-role)\//;

const GuardedPath = v.pipe(
  v.string(),
  v.regex(/^\/([\w+=,.@-]+\/)+$/, 'an IAM path such as /platform/, slashes at both ends, no wildcards'),
  v.maxLength(512, 'at most 512 characters'),
  v.check(
    (path) => !NOT_GUARDABLE.test(path),
    'a path of your own: AWS creates in aws-reserved/, aws-service-role/ and service-role/',
  ),
);

/** CreatePermissionSet, Name. */
const PermissionSet = v.pipe(
  v.string(),
  v.regex(/^[\w+=,.@-]{1,32}$/, 'the name of a permission set, such as BreakGlass'),
);

/** Section `principals` of config.yml. */
export const PrincipalsSection = v.strictObject({
  decisions: v.optional(
    v.pipe(
      v.strictObject({
        NONE: decision('ALLOW'),
        LOW: decision('ALLOW'),
        MEDIUM: decision('ALLOW'),
        HIGH: decision('APPROVE'),
        CRITICAL: decision('REFUSE'),
      }),
      v.check(isMonotonic, 'no severity decided more leniently than a milder one'),
    ),
    {},
  ),
  alwaysAllow: v.optional(v.array(Pattern), []),
  alwaysRefuse: v.optional(v.array(Pattern), []),
  guardedPaths: v.optional(v.array(GuardedPath), []),
  administratorSets: v.optional(v.array(PermissionSet), []),
  quotas: v.optional(
    v.strictObject({
      iamPatterns: quota(DEFAULT_QUOTAS.iamPatterns),
      principals: quota(DEFAULT_QUOTAS.principals),
    }),
    {},
  ),
}) satisfies v.GenericSchema<unknown, PrincipalPolicy>;

function isMonotonic(decisions: PrincipalPolicy['decisions']): boolean {
  const strictness = SEVERITIES.map((severity) => DECISIONS.indexOf(decisions[severity]));
  return strictness.every((one, index) => one >= (strictness[index - 1] ?? 0));
}
