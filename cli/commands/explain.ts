import type { Command } from '../command/command.ts';
import { EXPLAIN_JSON } from '../explain/explain-json.ts';
import { EXPLAIN_OPTIONS } from '../explain/explain-options.ts';

export const explain: Command = {
  usage: 'explain [arn]',
  about: 'Says what Foliocast makes of a principal, or of all that a request names, by config.yml.',
  positionals: { arn: 'ARN of the principal; * and ? make it a pattern.' },
  options: {
    request: { kind: 'TEXT', about: 'File with a request, whose principals are weighed together' },
    ...EXPLAIN_OPTIONS,
  },
  json: EXPLAIN_JSON,
  examples: [
    ["explain 'arn:aws:iam:::role/team/*' --share-principals", 'One pattern.'],
    ['explain --request my-request.json', 'All principals of a request, together.'],
  ],
  load: async () => (await import('../explain/explain.ts')).explain,
};
