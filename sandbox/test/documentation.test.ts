import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operatorNames } from '../bus/pattern-operators.ts';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { tableOperations } from '../tables/tables.ts';
import { inertTypes, wiredTypes } from '../template/resource-types.ts';
import { writePackage } from './write-package.ts';

const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const namesIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
const paragraph = (start: string) => page.split('\n').find((line) => line.startsWith(start)) ?? '';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ packageDirectory: writePackage({}) });
});
afterAll(() => sandbox.close());

test('the page lists the resource types that are supported, no more and no fewer', () => {
  expect(namesIn(paragraph('Resource types that behave')).sort()).toEqual(Object.keys(wiredTypes).sort());
  expect(namesIn(paragraph('Accepted by name')).sort()).toEqual(Object.keys(inertTypes).sort());
});

test('the page lists every pattern operator', () => {
  const listed = namesIn(paragraph('- Patterns:'));

  for (const operator of operatorNames) expect(listed).toContain(operator);
  expect(operatorNames.length).toBeGreaterThan(6);
});

test.each([
  ['events', 'AWSEvents.Nothing'],
  ['states', 'AWSStepFunctions.Nothing'],
  ['sqs', 'AmazonSQS.Nothing'],
])('the page lists the operations of %s', async (service, target) => {
  const response = await fetch(sandbox.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' },
  });

  const { message } = (await response.json()) as { message: string };
  const supported = message
    .replace(/^.*Supported: /, '')
    .replace(/\.$/, '')
    .split(', ');
  expect(namesIn(paragraph(`| \`${service}\` |`)).slice(1)).toEqual(supported);
});

test('the page lists the operations of dynamodb', () => {
  expect(namesIn(paragraph('| `dynamodb` |')).slice(1, -1)).toEqual(tableOperations);
});
