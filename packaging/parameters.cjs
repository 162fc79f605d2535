'use strict';

const { EXPECTED, refuseTogether } = require('./parameters/expected.cjs');

/** Refuses unknown parameters: the framework ignores them, so a misspelt boundary would be no boundary. */
class Parameters {
  constructor({ processedInput, configurationInput, classes }) {
    const refuse = (sentence) => {
      throw new classes.Error(sentence);
    };
    const { default: defaults } = configurationInput.params;
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
    refuseRegion(processedInput, refuse);
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

/** A package is the same for every Region. A command that acts on a stack needs its Region. */
function refuseRegion({ commands, options }, refuse) {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  if (commands[0] !== 'package' && !(options.region || AWS_REGION || AWS_DEFAULT_REGION))
    refuse('The Region is missing: give --region, or set AWS_REGION or AWS_DEFAULT_REGION');
}

module.exports = Parameters;
