import { expect, test } from 'vitest';
import { placeOf, readPlace } from '../../../core/lease/place.ts';

test('what takes access away goes before every SHARE; in each, who was accepted first', () => {
  const places = [
    placeOf('SHARE', 2, 'req-a', 1),
    placeOf('SHARE', 10, 'req-b', 1),
    placeOf('UNSHARE', 30, 'req-c', 1),
    placeOf('DISASSOCIATE', 4, 'req-d', 1),
    placeOf('SHARE', 0, 'req-of-the-first-release', 1),
  ];

  expect(places.toSorted().map((place) => readPlace(place).requestKey)).toEqual([
    'req-d',
    'req-c',
    'req-of-the-first-release',
    'req-a',
    'req-b',
  ]);
});

test('a place says whose it is, and of which turn', () => {
  const place = placeOf('SHARE', 7, 'req-a', 12);

  expect(place).toBe('1#000000000007#req-a#0012');
  expect(readPlace(place)).toEqual({ key: place, isFirstClass: false, requestKey: 'req-a', turn: 12 });
  expect(readPlace(placeOf('UNSHARE', 7, 'req-a', 1)).isFirstClass).toBe(true);
});

test("a key that is no place is nobody's", () => {
  expect(readPlace('0')).toEqual({ key: '0', isFirstClass: true, requestKey: '', turn: 0 });
});
