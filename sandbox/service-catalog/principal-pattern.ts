/**
 * Whether a principal's ARN matches an IAM_PATTERN: `?` is zero or one of any character, `*` any number of any
 * characters, `/` included; the pattern names no account (AssociatePrincipalWithPortfolio). In time proportional
 * to the product of both lengths, whatever the wildcards.
 */
export function matchesPattern(pattern: string, arn: string): boolean {
  const subject = arn.replace(/^(arn:[^:]+:iam::)\d{12}:/, '$1:');
  // reached[i]: the part of the pattern read so far matches the first i characters.
  let reached: boolean[] = Array.from({ length: subject.length + 1 }, (_, i) => i === 0);
  for (const symbol of pattern) {
    reached = symbol === '*' ? afterStar(reached) : afterOne(reached, subject, symbol);
  }
  return reached[subject.length] === true;
}

function afterStar(before: readonly boolean[]): boolean[] {
  const first = before.indexOf(true);
  return before.map((_, i) => first !== -1 && i >= first);
}

function afterOne(before: readonly boolean[], subject: string, symbol: string): boolean[] {
  return before.map((isReached, i) => {
    const isStepTo = before[i - 1] === true;
    return symbol === '?' ? isReached || isStepTo : isStepTo && subject[i - 1] === symbol;
  });
}
