import type { World } from './world.ts';

interface PlantedKind {
  readonly plant: World['planted'];
  /** A storm of three requests that finds it. */
  readonly seed: number;
}

/** In the text of a definition that is a string of the template. */
const PROGRESS = String.raw`\"PrincipalsInterrupted\"`;
const THROTTLED = String.raw`\"ThrottlingException\"`;

/** Defects that are more than a missing condition, for the thoughts that the ledger is built on. */
export const PLANTED_KINDS: Readonly<Record<string, PlantedKind>> = {
  'a repeated step draws its number anew': {
    seed: 15,
    plant: (body) => (body.includes('"contentHash"') ? body.replace(/,"number":\{"N":"\d+"\}/, '') : body),
  },
  'principals are written without an intent before': {
    seed: 5,
    plant: (body) =>
      body.includes('principals.startedAt <= :at')
        ? body.replace('SET principals = :principals', 'SET unused = :principals')
        : body,
  },
  'each attempt tells an outcome as the first': {
    seed: 200,
    plant: (body) => body.replace('if_not_exists(firstEmission, :by)', ':by'),
  },
  'a refused condition does not say what stands': {
    seed: 166,
    plant: (body) =>
      body.replace(
        '"ReturnValuesOnConditionCheckFailure":"ALL_OLD"',
        '"ReturnValuesOnConditionCheckFailure":"NONE"',
      ),
  },
  'the tries of a step do not grow with its work': {
    seed: 949,
    plant: {
      template: (template) =>
        template
          .replaceAll(PROGRESS, String.raw`\"NeverThrown\"`)
          .replaceAll(THROTTLED, `${THROTTLED}, ${PROGRESS}`),
    },
  },
  'what always fails keeps its place in the sweep': {
    seed: 3,
    plant: (body) =>
      body.includes('"attribute_exists(workAt)"') ? body.replace('SET workAt', 'SET unused') : body,
  },
  'the sweep passes over the lease': {
    seed: 1,
    plant: (body) => body.replace('":work":{"S":"LEASE"}', '":work":{"S":"UNUSED"}'),
  },
};
