import type { Command } from '../command/command.ts';
import { EXPLAIN_OPTIONS } from '../explain/explain-options.ts';

export const explain: Command = {
  usage: 'explain [arn]',
  about: 'Says what Foliocast makes of a principal, or of all that a request names, by config.yml.',
  positionals: { arn: 'ARN of the principal; * and ? make it a pattern.' },
  options: {
    request: { kind: 'TEXT', about: 'File with a request, whose principals are weighed together' },
    ...EXPLAIN_OPTIONS,
  },
  json: {
    verdict: 'ALLOW, APPROVE, REFUSE or INVALID',
    severity: 'NONE to CRITICAL',
    findings: 'id, severity, why and whatToDo of each',
    problem: 'of a principal that is INVALID; of a request problems',
    otherwise: 'of a principal: verdict and severity under other circumstances',
    examples: 'of a principal: matching and notMatching',
  },
  examples: [
    ["explain 'arn:aws:iam:::role/team/*' --share-principals", 'One pattern.'],
    ['explain --request my-request.json', 'All principals of a request, together.'],
  ],
  load: async () => (await import('../explain/explain.ts')).explain,
};
