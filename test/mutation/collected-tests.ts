/** Stands for vitest in the tests, so that they can be called again for each mutant. */
import * as vitest from 'vitest';

export interface CollectedTest {
  readonly name: string;
  readonly file: string;
  readonly run: () => unknown;
}

type Body = (...row: unknown[]) => unknown;

export const collected: CollectedTest[] = [];
export const { expect, inject, vi } = vitest;

let file = '';

/** What is collected from now on stands in this file. */
export function collectFrom(of: string): void {
  file = of;
}

export function test(name: string, run: () => unknown): void {
  collected.push({ name, file, run });
}
test.each = (rows: readonly unknown[]) => (name: string, body: Body) => {
  for (const row of asArguments(rows)) test(name, () => body(...row));
};

export const it = Object.assign((name: string, run: () => unknown) => test(name, run), { each: test.each });

export function describe(_name: string, body: () => void): void {
  body();
}
describe.each = (rows: readonly unknown[]) => (_name: string, body: Body) => {
  for (const row of asArguments(rows)) body(...row);
};

/** As vitest does: rows are spread where all of them are lists. */
function asArguments(rows: readonly unknown[]): readonly (readonly unknown[])[] {
  return rows.every((row) => Array.isArray(row)) ? rows : rows.map((row) => [row]);
}
