import { ListConstraintsForPortfolioCommand } from '@aws-sdk/client-service-catalog';
import { FoliocastError } from '../../core/foliocast-error.ts';
import type { PortfolioPower } from '../../core/principals/portfolio-power.ts';
import { reading } from '../call.ts';
import { readingClient } from './client.ts';

const MOST_PAGES = 100;

/** ListConstraintsForPortfolio: whose rights a launch has. Where we may not read it, that is said, not guessed. */
export async function readPower(portfolioId: string): Promise<PortfolioPower> {
  const ids: Record<string, string[]> = { LAUNCH: [], STACKSET: [], TEMPLATE: [] };
  let PageToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const command = new ListConstraintsForPortfolioCommand({
      PortfolioId: portfolioId,
      PageSize: 20,
      PageToken,
    });
    try {
      const answer = await reading('ListConstraintsForPortfolio', () => readingClient.send(command));
      // A list that is not there does not say that there is none.
      if (!answer.ConstraintDetails) return { readable: false };
      for (const { ConstraintId = 'unnamed', Type = '' } of answer.ConstraintDetails)
        ids[Type]?.push(ConstraintId);
      PageToken = answer.NextPageToken;
    } catch (error) {
      if (error instanceof FoliocastError && error.name === 'AccessDeniedException')
        return { readable: false };
      throw error;
    }
    if (!PageToken) {
      const { LAUNCH = [], STACKSET = [], TEMPLATE = [] } = ids;
      return {
        readable: true,
        launchConstraints: LAUNCH,
        stackSetConstraints: STACKSET,
        ...(TEMPLATE.length > 0 && { templateConstraints: TEMPLATE }),
      };
    }
  }
  return { readable: false };
}
