import { FoliocastError } from '../core/foliocast-error.ts';
import { type AwsFailure, classifyFailure } from './classify-failure.ts';

/** An AWS call that reads: without a clear answer it may be made again. */
export function reading<T>(name: string, call: () => Promise<T>): Promise<T> {
  return translating(name, call, 'ServiceUnavailable');
}

/** An AWS call that writes: without a clear answer nobody knows whether it was done. */
export function writing<T>(name: string, call: () => Promise<T>): Promise<T> {
  return translating(name, call, 'AmbiguousWrite');
}

/** The name that AWS gave to an error, which may have been translated by one of the above. */
export function awsNameOf(error: unknown): string | undefined {
  const given = error instanceof FoliocastError ? error.cause : error;
  return given instanceof Error ? given.name : undefined;
}

async function translating<T>(
  name: string,
  call: () => Promise<T>,
  whenUnclear: 'ServiceUnavailable' | 'AmbiguousWrite',
): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw ours(name, classifyFailure(cause), whenUnclear, cause);
  }
}

function ours(
  call: string,
  failure: AwsFailure,
  whenUnclear: 'ServiceUnavailable' | 'AmbiguousWrite',
  cause: unknown,
): unknown {
  switch (failure.kind) {
    case 'named':
      return new FoliocastError(failure.name, `${call}: ${failure.message}`, { cause });
    case 'unclear':
      return new FoliocastError(whenUnclear, `${call} had no clear answer: ${failure.message}`, { cause });
    case 'unknown':
      return cause;
  }
}
