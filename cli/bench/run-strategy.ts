import { CreatePortfolioShareCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { createVirtualClock } from '../../sandbox/clock/virtual-clock.ts';
import { createSimulator } from '../../sandbox/simulator/create-simulator.ts';
import { newRandom } from '../../sandbox/simulator/random.ts';
import type { ContentionScenario } from './contention-scenario.ts';
import type { Measured } from './measured.ts';
import type { Strategy } from './strategies.ts';

const SPEED = 20_000;

/** Each request is a client of its own, against the same simulator and by the same clock as Foliocast's. */
export async function runStrategy(
  { name, pauses }: Strategy,
  { scenario, portfolioId, unitIds }: ContentionScenario,
  seed: number,
): Promise<Measured> {
  const clock = createVirtualClock({ speed: SPEED });
  const simulator = createSimulator({ clock, scenario });
  const client = new ServiceCatalogClient({
    region: scenario.region,
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'bench' },
    maxAttempts: 1,
    requestHandler: simulator.requestHandler,
  });
  const startedAt = clock.now();
  let createCalls = 0;
  const share = async (unitId: string): Promise<boolean> => {
    const command = new CreatePortfolioShareCommand({
      PortfolioId: portfolioId,
      OrganizationNode: { Type: 'ORGANIZATIONAL_UNIT', Value: unitId },
    });
    for (const pause of pauses(newRandom(seed, `${name} ${unitId}`))) {
      await clock.delay(pause * 1000);
      createCalls += 1;
      try {
        await clock.during(() => client.send(command));
        return true;
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'InvalidStateException') throw error;
      }
    }
    return false;
  };
  const shared = await Promise.all(unitIds.map(share));
  const makespanSeconds = (clock.now() - startedAt) / 1000;
  clock.close();
  return { name, succeeded: shared.filter(Boolean).length, createCalls, makespanSeconds };
}
