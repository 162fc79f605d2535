'use strict';

const { applyAlarmTopic } = require('./landing-zone/alarm-topic.cjs');
const { applyBusPolicy } = require('./landing-zone/bus-policy.cjs');
const { applyExplicitness } = require('./landing-zone/explicitness.cjs');
const { applyExistingLedger } = require('./landing-zone/existing-ledger.cjs');
const { applyKey } = require('./landing-zone/customer-managed-key.cjs');
const { applyRoles } = require('./landing-zone/roles.cjs');
const { applyTags } = require('./landing-zone/tags.cjs');
const { applyTracing } = require('./landing-zone/tracing.cjs');
const { applyVpc } = require('./landing-zone/vpc.cjs');

const SCHEMA = {
  type: 'object',
  properties: Object.fromEntries(
    [
      'permissionsBoundary',
      'rolePath',
      'rolePrefix',
      'kmsKeyArn',
      'busKey',
      'tags',
      'organizationId',
      'managementAccountId',
      'subnetIds',
      'securityGroupIds',
      'existingLedger',
      'tracing',
      'alarmTopicArn',
    ].map((name) => [name, { type: 'string' }]),
  ),
  additionalProperties: false,
};

/**
 * What a landing zone asks of every stack, applied to the whole compiled template at once, whichever plugin
 * wrote the resource: names, path, boundary and trust of roles, who may put events on the bus, one
 * customer-managed key, tags, subnets, tracing, a ledger that is there already, the topic of the alarms. Each is a
 * parameter of serverless.yml, checked by parameters.cjs; an empty one asks for nothing.
 */
class LandingZone {
  constructor(serverless, _options, { log }) {
    serverless.configSchemaHandler.defineCustomProperties({ properties: { landingZone: SCHEMA } });
    // Only now the template has everything: the plugins' roles and our own resources.
    this.hooks = { 'after:aws:package:finalize:mergeCustomProviderResources': () => apply(serverless, log) };
  }
}

function apply({ service, classes }, log) {
  const template = service.provider.compiledCloudFormationTemplate;
  applyExistingLedger(template, service.custom.landingZone.existingLedger);
  const { Resources } = template;
  const asked = service.custom.landingZone;
  const refuse = (sentence) => {
    throw new classes.Error(sentence);
  };
  applyRoles(Resources, { ...asked, name: `${service.service}-${service.provider.stage}` }, refuse);
  applyBusPolicy(Resources, asked, refuse);
  applyVpc(Resources, asked);
  applyTracing(Resources, asked);
  applyKey(Resources, asked);
  applyAlarmTopic(Resources, asked, (sentence) => log.warning(sentence));
  applyTags(Resources, asked.tags);
  applyExplicitness(Resources);
}

module.exports = LandingZone;
