import { describe, expect, test } from 'vitest';
import { readTicket } from '../../../core/request/ticket.ts';

test('a ticket of numbers is read as text', () => {
  expect(readTicket({ system: 7, id: 4711, url: 'https://tickets.acme.test/4711' })).toEqual({
    system: '7',
    id: '4711',
    url: 'https://tickets.acme.test/4711',
  });
});

describe('a link that is none is left out, and the ticket stays:', () => {
  test.each([
    [7],
    ['ftp://tickets.acme.test'],
    ['https://acme.test/\ud800'],
    [['https://acme.test/1']],
    [undefined],
  ])('%j', (url) => {
    expect(readTicket({ system: 'jira', id: 'A-1', url })).toEqual({ system: 'jira', id: 'A-1' });
  });
});

test('what is longer than a ticket may be is cut, and leaves no half of a character', () => {
  expect(readTicket({ system: 'j'.repeat(70), id: 'A-1' })?.system).toBe('j'.repeat(64));
  expect(readTicket({ system: 'jira', id: `${'a'.repeat(255)}😀` })?.id).toBe(`${'a'.repeat(255)}\ufffd`);
});

describe('no ticket is read of', () => {
  test.each([
    [null],
    ['A-1'],
    [undefined],
    [{ id: 'A-1' }],
    [{ system: 'jira' }],
    [{ system: '', id: 'A-1' }],
    [{ system: 'jira', id: '' }],
    [{ system: 'jira', id: 1.5 }],
    [{ system: 'jira', id: 2 ** 53 }],
    [{ system: true, id: 'A-1' }],
    [{ system: 'jira', id: ['A-1'] }],
    [{ system: 'jira\ud800', id: 'A-1' }],
    [{ system: 'jira', id: 'A\n1' }],
    [{ system: '..', id: 'A-1' }],
    [{ system: 'jira', id: 'a/../b' }],
    [{ system: 'jira', id: '%2e%2E' }],
  ])('%j', (value) => {
    expect(readTicket(value)).toBeUndefined();
  });
});
