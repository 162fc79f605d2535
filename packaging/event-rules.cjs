'use strict';

/** What EventBridge would refuse when a rule is made, or never deliver, is refused here: a package deploys. */
class EventRules {
  constructor({ service, classes }) {
    // After all that makes rules.
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
