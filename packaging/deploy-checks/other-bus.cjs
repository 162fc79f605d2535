'use strict';

/**
 * A forwarder sends to one bus. If another stack's is deployed under its stage, it replaces the first, whose bus gets
 * no more events, and nobody is told.
 * @returns a sentence, if the template of a forwarder would do so
 */
exports.otherBus = (before, after) => {
  const [was, is] = [before, after].map(busOf);
  if (was === undefined || was === is) return undefined;
  return `The forwarder of this stage sends to ${was}, and this deployment would make it send to ${is}: give it a stage of its own, or remove the first`;
};

/** Of a forwarder; the rule of that name in the service's own stack calls functions. */
function busOf({ AccountEvents }) {
  const [target] = AccountEvents?.Properties.Targets ?? [];
  return typeof target?.Arn === 'string' ? target.Arn : undefined;
}

exports.busOf = busOf;
