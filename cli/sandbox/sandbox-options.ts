import type { Option } from '../command/command.ts';
import { AskedWrongly } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { readRegion } from '../command/region.ts';

/** What `sandbox` and `start` share. */
export const PLACE_OPTIONS = {
  scenario: { kind: 'TEXT', about: 'File with the organization, portfolios and faults; YAML or JSON' },
  account: {
    kind: 'TEXT',
    about: "The stack's account; a member account is made a delegated administrator",
  },
  region: { kind: 'TEXT', about: "The stack's Region, in any partition" },
  speed: { kind: 'TEXT', about: 'Idle time passes so many times as fast as real time' },
} as const satisfies Readonly<Record<string, Option>>;

/** @throws AskedWrongly */
export function readPlace(given: Given, defaultSpeed: number) {
  const account = given.text('account');
  const region = readRegion(given);
  if (account !== undefined && !/^\d{12}$/.test(account))
    throw new AskedWrongly(`--account is ${JSON.stringify(account)}: expected 12 digits.`);
  const isSpeed = (value: number) => value > 0;
  const speed = given.number('speed', 'a number above 0, such as 60 for a minute in a second', isSpeed);
  return {
    speed: speed ?? defaultSpeed,
    ...(account !== undefined && { accountId: account }),
    ...(region !== undefined && { region }),
  };
}

/** @throws AskedWrongly */
export function readPort(given: Given, defaultPort: number): number {
  const isPort = (value: number) => Number.isInteger(value) && value >= 0 && value <= 65_535;
  return given.number('port', 'a port from 0 (any free one) to 65535', isPort) ?? defaultPort;
}
