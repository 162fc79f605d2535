'use strict';

const { EXPECTED, refuseTogether } = require('./parameters/expected.cjs');
const { refuseElsewhere, refuseNoRegion, regionOf } = require('./parameters/region.cjs');
const { clashingStage, refuseStage } = require('./parameters/stage.cjs');

/** Refuses unknown parameters: the framework ignores them, so a misspelt boundary would be no boundary. */
class Parameters {
  constructor({ processedInput, configurationInput, classes }, _options, { log }) {
    const refuse = (sentence) => {
      throw new classes.Error(sentence);
    };
    const { default: defaults } = configurationInput.params;
    // The forwarder has shorter names.
    if (defaults.busArn === undefined) refuseStage(processedInput.options.stage, refuse);
    const clash = clashingStage(processedInput.options.stage);
    if (clash) log.warning(clash);
    const values = {
      ...defaults,
      ...given(processedInput.options.param ?? [], Object.keys(defaults), refuse),
    };
    for (const [name, value] of Object.entries(values)) {
      const { isRequired = false, isValid, expected } = EXPECTED[name];
      const isFine = value === '' ? !isRequired : isValid(value);
      if (!isFine) refuse(`Parameter ${name} is "${value}": expected ${expected}`);
    }
    refuseTogether(values, refuse);
    refuseNoRegion(processedInput, refuse);
    refuseElsewhere(values, regionOf(processedInput), refuse);
  }
}

function given(pairs, known, refuse) {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      const name = pair.slice(0, at);
      if (at < 1) refuse(`--param is "${pair}": expected NAME=VALUE`);
      if (!known.includes(name)) refuse(`Parameter ${name} is unknown: expected one of ${known.join(', ')}`);
      return [name, pair.slice(at + 1)];
    }),
  );
}

module.exports = Parameters;
