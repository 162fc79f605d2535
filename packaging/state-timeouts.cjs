'use strict';

/** Time-outs of states that config.yml decides: a Task takes its TimeoutSeconds from a path or as a number only. */
const STATES = {
  sharePortfolio: {
    AcquireLease: ({ share }) => share.oldestSeconds,
    RequestApproval: ({ approvals }) => approvals.timeoutSeconds,
  },
};

class StateTimeouts {
  constructor(serverless) {
    this.hooks = { 'before:package:initialize': () => apply(serverless) };
  }
}

async function apply(serverless) {
  const { configPath, readConfig } = await import('./read-config.ts');
  const config = await readConfig(configPath());
  for (const [machine, timeouts] of Object.entries(STATES)) {
    const { States } = serverless.configurationInput.stepFunctions.stateMachines[machine].definition;
    for (const [state, secondsOf] of Object.entries(timeouts))
      States[state].TimeoutSeconds = secondsOf(config);
  }
}

module.exports = StateTimeouts;
