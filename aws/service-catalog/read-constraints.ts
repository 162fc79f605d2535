import { DescribeConstraintCommand } from '@aws-sdk/client-service-catalog';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { constraintText } from '../../core/principals/constraint-text.ts';
import { boundConstraints, type PortfolioPower } from '../../core/principals/portfolio-power.ts';
import { reading } from '../call.ts';
import { patiently } from '../patiently.ts';
import { readingClient } from './client.ts';

/** One call each, so only for a yes. A portfolio has 150 products at most, and one constraint that lends rights on each. */
const MOST_READ = 100;
/** AWS documents no rate for this call. */
const AT_ONCE = 4;
/** Of the function's time: what AWS throttles for so long, the machine tries again. */
const LONGEST_MS = 20_000;

/** What cannot be read, or is gone since it was listed, is left out: the findings say so. */
const LEFT_OUT = ['AccessDeniedException', 'ResourceNotFoundException'];

/** DescribeConstraint of each constraint that a yes binds to: an update changes its role under the same id. */
export async function readConstraints(power: PortfolioPower): Promise<PortfolioPower> {
  const ids = boundConstraints(power).slice(0, MOST_READ);
  if (!power.readable || ids.length === 0) return power;
  const contents: Record<string, string> = {};
  const startedAt = performance.now();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    if (performance.now() - startedAt > LONGEST_MS)
      throw new FoliocastError(
        'ThrottlingException',
        `DescribeConstraint: ${from} of ${ids.length} were read`,
      );
    const some = ids.slice(from, from + AT_ONCE);
    const texts = await Promise.all(some.map((id) => patiently(() => readConstraint(id))));
    some.forEach((id, nth) => {
      const text = texts[nth];
      if (text !== undefined) contents[id] = text;
    });
  }
  return { ...power, contents };
}

async function readConstraint(id: string): Promise<string | undefined> {
  const command = new DescribeConstraintCommand({ Id: id });
  try {
    const { ConstraintDetail, ConstraintParameters } = await reading('DescribeConstraint', () =>
      readingClient.send(command),
    );
    if (ConstraintParameters === undefined) return undefined;
    return constraintText(ConstraintDetail?.ProductId ?? 'an unnamed product', ConstraintParameters);
  } catch (error) {
    if (error instanceof FoliocastError && LEFT_OUT.includes(error.name)) return undefined;
    throw error;
  }
}
