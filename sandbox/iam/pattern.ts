/** What of a request a policy's text is compared with, by lower-cased condition key. */
export type Context = Readonly<Record<string, string | readonly string[] | undefined>>;

export type Matches = (value: string, context: Context) => boolean;

interface Options {
  /** `*` and `?` stand for any characters. */
  readonly hasWildcards: boolean;
  readonly ignoresCase?: boolean;
}

const VARIABLE = /\$\{([^}]*)\}/;

/**
 * A policy's text as a test of values. `${key}` stands for what the request has under that key, which no wildcard in
 * it widens; where it has nothing, the text matches nothing. Source: IAM user guide, "Policy variables and tags".
 */
export function compilePattern(text: string, options: Options): Matches {
  const parts = text.split(/(\$\{[^}]*\})/).filter((part) => part !== '');
  const fixed = parts.some((part) => VARIABLE.test(part)) ? undefined : toRegExp(parts, {}, options);
  return (value, context) => (fixed ?? toRegExp(parts, context, options))?.test(value) ?? false;
}

/** Condition keys that a text names as variables. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(/\$\{([^}]*)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !['*', '?', '$'].includes(name));
}

function toRegExp(parts: readonly string[], context: Context, options: Options): RegExp | undefined {
  let source = '';
  for (const part of parts) {
    const [, name] = VARIABLE.exec(part) ?? [];
    if (name === undefined) source += options.hasWildcards ? wildcards(part) : literally(part);
    else if (['*', '?', '$'].includes(name)) source += literally(name);
    else {
      const value = context[name.toLowerCase()];
      if (typeof value !== 'string') return undefined;
      source += literally(value);
    }
  }
  return new RegExp(`^${source}$`, options.ignoresCase ? 'is' : 's');
}

function wildcards(text: string): string {
  return literally(text).replaceAll('\\*', '.*').replaceAll('\\?', '.');
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** An ARN is compared part by part, so that no wildcard reaches over a colon of the first five. */
export function compileArn(text: string): Matches {
  if (text === '*') return () => true;
  const patterns = splitArn(text).map((part) => compilePattern(part, { hasWildcards: true }));
  return (value, context) => {
    const parts = splitArn(value);
    return (
      parts.length === patterns.length && patterns.every((matches, at) => matches(parts[at] ?? '', context))
    );
  };
}

/** Six parts, the last of which holds whatever colons follow; a colon in a variable parts nothing. */
export function splitArn(arn: string): string[] {
  const parts = arn.split(/:(?![^{}]*\})/);
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
