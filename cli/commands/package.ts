import type { Command } from '../command/command.ts';

export const packaging: Command = {
  usage: 'package',
  about: 'Writes what is deployed: no login, no account, no network.',
  options: {
    stage: { kind: 'TEXT', about: 'Stage of the stack; dev by default' },
    region: { kind: 'TEXT', about: 'Region of the stack: refuses what does not work there' },
    param: { kind: 'LIST', about: 'NAME=VALUE, as docs/deploy.md lists them; may be repeated' },
    cost: { kind: 'FLAG', about: 'Says what the stack costs, by list prices' },
  },
  examples: [
    ['package --stage prod --param rolePrefix=lz-', 'Into .serverless and .deployable.'],
    ['package --stage prod --param busArn=…', 'The forwarder alone, for the management account.'],
    ['package --cost', 'What an idle month and a thousand shares cost.'],
  ],
  needsClone: true,
  load: async () => (await import('../package/run-package.ts')).runPackage,
};
