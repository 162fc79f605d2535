'use strict';

/** Refuses rules that EventBridge would refuse, or would accept and never deliver, before anything is deployed. */
class EventRules {
  constructor({ service, classes }) {
    // After all plugins that make rules.
    this.hooks = { 'before:aws:package:finalize:saveServiceState': () => check(service, classes) };
  }
}

async function check({ provider }, classes) {
  const { checkRule } = await import('foliocast-sandbox/rules');
  for (const [logicalId, { Type, Properties }] of Object.entries(
    provider.compiledCloudFormationTemplate.Resources,
  )) {
    if (Type !== 'AWS::Events::Rule') continue;
    try {
      checkRule(logicalId, Properties);
    } catch (error) {
      throw new classes.Error(error.message);
    }
  }
}

module.exports = EventRules;
