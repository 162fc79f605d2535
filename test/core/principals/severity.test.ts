import { expect, it } from 'vitest';
import {
  compareSeverity,
  raiseSeverity,
  SEVERITIES,
  worstSeverity,
} from '../../../core/principals/severity.ts';

it('severities are ordered from NONE to CRITICAL', () => {
  const shuffled = ['HIGH', 'NONE', 'CRITICAL', 'LOW', 'MEDIUM'] as const;

  expect(shuffled.toSorted(compareSeverity)).toEqual(SEVERITIES);
});

it('the worst of several is the worst, wherever it stands', () => {
  expect(worstSeverity(['LOW', 'HIGH', 'MEDIUM'])).toBe('HIGH');
  expect(worstSeverity(['CRITICAL', 'NONE'])).toBe('CRITICAL');
});

it('nothing found is NONE', () => {
  expect(worstSeverity([])).toBe('NONE');
});

it('one level more than CRITICAL is CRITICAL', () => {
  expect(SEVERITIES.map(raiseSeverity)).toEqual(['LOW', 'MEDIUM', 'HIGH', 'CRITICAL', 'CRITICAL']);
});
