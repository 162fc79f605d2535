'use strict';

/**
 * What a landing zone asks of every stack, applied to the whole compiled template at once, whichever plugin
 * wrote the resource: a permissions boundary, a path and a name prefix for roles, trust for this account
 * alone, one customer-managed key, tags. Each is optional (serverless.yml, params).
 */
class LandingZone {
  constructor(serverless) {
    this.serverless = serverless;
    this.hooks = { 'after:package:finalize': () => undefined, 'before:package:finalize': () => this.apply() };
  }

  apply() {}
}

module.exports = LandingZone;
