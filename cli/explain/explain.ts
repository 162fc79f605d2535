import { recipientFields } from '../../core/share/recipient.ts';
import { PORTFOLIO_SHARE_REQUESTED, parseShareRequest } from '../../events/portfolio-share-requested.ts';
import type { Status } from '../command/command.ts';
import { AskedWrongly } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { say, sayJson } from '../command/print.ts';
import { loadConfig } from '../config/load-config.ts';
import { checkEvent, readEventFile } from '../put/read-event.ts';
import { EXPLAIN_OPTIONS, readExplainOptions } from './explain-options.ts';
import { explainTogether } from './explain-together.ts';
import { explain as explainPrincipal } from './explanation.ts';
import { printExplanation, printTogether } from './print-explanation.ts';

/** What Foliocast would make of one principal, or of all that a request names, by the policy of config.yml. */
export async function explain(given: Given): Promise<Status> {
  const [arn, file] = [given.text('arn'), given.text('request')];
  if ((arn === undefined) === (file === undefined))
    throw new AskedWrongly('Expected the ARN of a principal, or --request FILE; one of them.');
  const { principals: policy } = await loadConfig();
  if (arn !== undefined) {
    const explanation = explainPrincipal(readExplainOptions(given, arn), policy);
    if (given.flag('json')) sayJson(explanation);
    else say(printExplanation(explanation));
    return explanation.verdict === 'INVALID' || explanation.verdict === 'REFUSE' ? 1 : 0;
  }
  const said = ['type', 'node'].find((name) => given.text(name) !== undefined);
  if (said ?? given.flag('share-principals'))
    throw new AskedWrongly(
      `--${said ?? 'share-principals'} is what the request says: it goes with an ARN only.`,
    );
  const event = await readEventFile(file ?? '', 'operator.explain');
  const partition = given.text('partition') ?? 'aws';
  checkEvent(event, partition);
  const parsed = parseShareRequest(event.detail, partition);
  if (event.detailType !== PORTFOLIO_SHARE_REQUESTED || !parsed.ok)
    throw new AskedWrongly(
      `${file} is no ${PORTFOLIO_SHARE_REQUESTED}: expected one, whose principals are weighed.`,
    );
  const together = explainTogether(parsed.request, given.flag('launch-constraint'), partition, policy);
  const { requestId, portfolioId, recipient } = parsed.request;
  if (given.flag('json')) sayJson({ requestId, portfolioId, ...recipientFields(recipient), ...together });
  else say(printTogether(parsed.request, together));
  return together.verdict === 'INVALID' || together.verdict === 'REFUSE' ? 1 : 0;
}

export { EXPLAIN_OPTIONS };
