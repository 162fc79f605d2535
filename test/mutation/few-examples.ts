import fc from 'fast-check';

/** Stands for fast-check in the tests of core: a survivor runs all its tests, and the same ones each time. */
export default {
  ...fc,
  assert: <Values>(property: fc.IProperty<Values>, parameters?: fc.Parameters<Values>) =>
    fc.assert(property, { ...parameters, numRuns: 20, seed: 1, endOnFailure: true }),
};
