import type { Command } from '../command/command.ts';
import { apply } from './apply.ts';
import { approve } from './approve.ts';
import { bench } from './bench.ts';
import { drift } from './drift.ts';
import { explain } from './explain.ts';
import { packaging } from './package.ts';
import { put } from './put.ts';
import { queue } from './queue.ts';
import { sandbox } from './sandbox.ts';
import { show } from './show.ts';
import { simulator } from './simulator.ts';
import { start } from './start.ts';
import { undelivered } from './undelivered.ts';
import { who } from './who.ts';

/** In the order of the help: trying it, asking and seeing, deciding, then what contributors use. */
export const COMMANDS: readonly Command[] = [
  start,
  sandbox,
  put,
  show,
  queue,
  approve,
  who,
  explain,
  apply,
  drift,
  undelivered,
  simulator,
  packaging,
  bench,
];
