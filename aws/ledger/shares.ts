import type { Recipient } from '../../core/share/recipient.ts';
import { type ItemKey, incrementItem } from './table.ts';

/** Takes the next number in the order of acceptance, among the requests for one share. */
export function takeSequence(portfolioId: string, recipient: Recipient): Promise<number> {
  return incrementItem(keyOf(portfolioId, recipient), 'lastSequence');
}

function keyOf(portfolioId: string, { type, value }: Recipient): ItemKey {
  return { pk: `PORTFOLIO#${portfolioId}`, sk: `SHARE#${type}#${value}` };
}
