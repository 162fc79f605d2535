'use strict';

const { applyBusPolicy } = require('./landing-zone/bus-policy.cjs');
const { applyKey } = require('./landing-zone/customer-managed-key.cjs');
const { applyRoles } = require('./landing-zone/roles.cjs');
const { applyTags } = require('./landing-zone/tags.cjs');

const SCHEMA = {
  type: 'object',
  properties: Object.fromEntries(
    [
      'permissionsBoundary',
      'rolePath',
      'rolePrefix',
      'kmsKeyArn',
      'tags',
      'organizationId',
      'managementAccountId',
    ].map((name) => [name, { type: 'string' }]),
  ),
  additionalProperties: false,
};

/**
 * What a landing zone asks of every stack, applied to the whole compiled template at once, whichever plugin
 * wrote the resource: names, path, boundary and trust of roles, who may put events on the bus, one
 * customer-managed key, tags. Each is a
 * parameter of serverless.yml; an empty one asks for nothing.
 */
class LandingZone {
  constructor(serverless) {
    serverless.configSchemaHandler.defineCustomProperties({ properties: { landingZone: SCHEMA } });
    // Not earlier: only now is everything in the template, the plugins' roles and our own resources alike.
    this.hooks = { 'after:aws:package:finalize:mergeCustomProviderResources': () => apply(serverless) };
  }
}

function apply({ service, classes }) {
  const { Resources } = service.provider.compiledCloudFormationTemplate;
  const asked = service.custom.landingZone;
  const refuse = (sentence) => {
    throw new classes.Error(sentence);
  };
  applyRoles(Resources, { ...asked, name: `${service.service}-${service.provider.stage}` }, refuse);
  applyBusPolicy(Resources, asked, refuse);
  applyKey(Resources, asked.kmsKeyArn, refuse);
  applyTags(Resources, asked.tags, refuse);
}

module.exports = LandingZone;
