import type { PassedEvent } from '../../sandbox/bus/event-buses.ts';
import type { Execution } from '../../sandbox/state-machines/execution.ts';
import type { HistoryEvent } from '../../sandbox/state-machines/history-events.ts';
import type { Drift } from './answer-to-drift.ts';
import type { Request } from './deeds.ts';
import { type Told, type Wanted, wantedOf } from './wanted.ts';

const OUTCOME = /^PortfolioShare(Completed|CompletedWithErrors|Failed)$/;

/** What somebody knows who only listens to the bus, and sees whose turn it is. */
export class Diary {
  readonly asked = new Map<string, Request>();
  readonly outcomes: Told[] = [];
  readonly refused = new Set<string>();
  /** Drifts by their ids, each time that they were reported. */
  readonly nights = new Map<string, Drift[]>();
  /** What was reported since {@link newNight}. */
  lastNight: Drift[] = [];
  readonly #turns = new Map<string, number>();

  newNight(): void {
    this.lastNight = [];
  }

  hear({ event: { 'detail-type': type, detail } }: PassedEvent): void {
    const told = { 'detail-type': type, detail } as Told;
    const { requestId, driftId } = told.detail;
    if (type === 'PortfolioShareRequested' && !this.asked.has(requestId))
      this.asked.set(requestId, { action: 'SHARE', principals: [], ...told.detail });
    if (OUTCOME.test(type)) this.outcomes.push(told);
    if (type === 'PortfolioShareRefused') this.refused.add(requestId);
    if (type !== 'PortfolioShareDriftDetected') return;
    this.nights.set(driftId, [...(this.nights.get(driftId) ?? []), told.detail]);
    this.lastNight.push(told.detail);
  }

  see({ input }: Execution, { stateExitedEventDetails: exited }: HistoryEvent & Drift): void {
    if (exited?.name !== 'AcquireLease') return;
    this.#turns.set(JSON.parse(input).detail.requestId, JSON.parse(String(exited.output)).lease.fence);
  }

  /** The first that was told of each request. */
  answers(): Map<string, Told> {
    return new Map(this.outcomes.toReversed().map((told) => [told.detail.requestId, told]));
  }

  wanted(): Map<string, Wanted> {
    return wantedOf(this.asked, this.answers(), this.#turns);
  }

  /** How requests ended, and how many of them. */
  endings(): Record<string, number> {
    const endings: Record<string, number> = {};
    for (const { 'detail-type': type, detail } of this.answers().values()) {
      const ending = `${type.replace('PortfolioShare', '')} ${detail.failure?.code ?? detail.effect}`;
      endings[ending] = (endings[ending] ?? 0) + 1;
    }
    return endings;
  }
}
