import { BENCH_JSON } from '../bench/bench-json.ts';
import type { Command } from '../command/command.ts';

export const bench: Command = {
  usage: 'bench [name]',
  about: 'Measures many requests at once, beside other ways of sharing.',
  positionals: { name: 'contention, which is the only one and the default.' },
  options: {
    requests: { kind: 'TEXT', about: 'How many at once; 200 by default' },
    seconds: { kind: 'TEXT', about: 'Mean duration of a share; 60 by default' },
    seed: { kind: 'TEXT', about: 'The same seed draws the same durations; 1 by default' },
    package: { kind: 'TEXT', about: 'Folder of a package that was made before' },
  },
  json: BENCH_JSON,
  examples: [['bench --requests 50', '50 requests at once, by Foliocast and by two other ways.']],
  needsClone: true,
  load: async () => (await import('../bench/run-bench.ts')).runBench,
};
