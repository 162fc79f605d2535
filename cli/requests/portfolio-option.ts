import * as v from 'valibot';
import { PortfolioId } from '../../events/reconciliation-requested.ts';
import { AskedWrongly } from '../command/failures.ts';
import type { Given } from '../command/given.ts';

/** --portfolio, if it is given. @throws AskedWrongly for what can be no portfolio's id, such as its ARN */
export function portfolioOf(given: Given): string | undefined {
  const id = given.text('portfolio');
  if (id !== undefined && !v.is(PortfolioId, id))
    throw new AskedWrongly(
      `--portfolio is ${JSON.stringify(id)}: expected a portfolio id such as port-a1b2c3d4e5f6g.`,
    );
  return id;
}
