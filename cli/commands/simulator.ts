import type { Command } from '../command/command.ts';

export const simulator: Command = {
  usage: 'simulator',
  about: 'Runs Service Catalog and Organizations alone, until you stop them.',
  options: {
    port: { kind: 'TEXT', about: '4570 by default; 0 takes any free one' },
    scenario: { kind: 'TEXT', about: 'File with the organization, portfolios and faults; YAML or JSON' },
  },
  examples: [['simulator --port 4570', 'Serves on http://127.0.0.1:4570.']],
  needsClone: true,
  load: async () => (await import('../sandbox/run-simulator.ts')).runSimulator,
};
