import * as v from 'valibot';
import { type Problem, problemAt } from '../problem.ts';
import { type Config, ConfigSchema } from './config-schema.ts';

const DEFAULTS = v.parse(ConfigSchema, {});

/** Settings that somebody changed, while another setting keeps them from having any effect. */
export function settingsWithoutEffect(config: Config): Problem[] {
  return [
    ...growsInVain('share', config),
    ...growsInVain('verification', config),
    ...looksAfterTheEnd(config),
    ...waitsForNobody(config),
    ...repairsNothing(config),
    ...triesOnce(config),
  ];
}

function growsInVain(section: 'share' | 'verification', config: Config): Problem[] {
  const { firstSeconds, factor, mostSeconds } = config[section].poll;
  const isChanged = factor !== 1 && factor !== DEFAULTS[section].poll.factor;
  if (!isChanged || firstSeconds !== mostSeconds) return [];
  const field = `${section}.poll`;
  const expected = `1, or ${field}.mostSeconds above ${field}.firstSeconds: both are ${firstSeconds}, so no delay grows`;
  return [problemAt(`${field}.factor`, factor, expected)];
}

function looksAfterTheEnd({ verification: { deadlineSeconds, poll } }: Config): Problem[] {
  const { firstSeconds } = poll;
  if (firstSeconds === DEFAULTS.verification.poll.firstSeconds || firstSeconds <= deadlineSeconds) return [];
  const expected = `at most ${deadlineSeconds}, which is verification.deadlineSeconds: no delay is longer`;
  return [problemAt('verification.poll.firstSeconds', firstSeconds, expected)];
}

function waitsForNobody({ approvals, principals }: Config): Problem[] {
  const { timeoutSeconds, approvers } = approvals;
  const isAsked = Object.values(principals.decisions).includes('APPROVE');
  if (timeoutSeconds === DEFAULTS.approvals.timeoutSeconds || (isAsked && approvers.length > 0)) return [];
  const lacking = [
    ...(approvers.length === 0 ? ['somebody in approvals.approvers'] : []),
    ...(isAsked ? [] : ['APPROVE in principals.decisions']),
  ];
  const expected = `no such key, or ${lacking.join(' and ')}: nobody is asked`;
  return [problemAt('approvals.timeoutSeconds', timeoutSeconds, expected)];
}

function repairsNothing({ reconciliation: { repair, maxRepairsPerRun } }: Config): Problem[] {
  const isChanged = maxRepairsPerRun !== DEFAULTS.reconciliation.maxRepairsPerRun && maxRepairsPerRun > 0;
  if (!isChanged || repair.length > 0) return [];
  const expected = 'no such key, or kinds in reconciliation.repair: nothing is repaired';
  return [problemAt('reconciliation.maxRepairsPerRun', maxRepairsPerRun, expected)];
}

function triesOnce({ tickets }: Config): Problem[] {
  const { attempts, oldestSeconds } = tickets?.retry ?? { attempts: 1, oldestSeconds: 0 };
  if (attempts > 0 || oldestSeconds === OLDEST_MESSAGE_SECONDS) return [];
  const expected = 'no such key, or 1 or more in tickets.retry.attempts: a message is not tried again';
  return [problemAt('tickets.retry.oldestSeconds', oldestSeconds, expected)];
}

/** The default of a section that has none as a whole. */
const OLDEST_MESSAGE_SECONDS = 86_400;
