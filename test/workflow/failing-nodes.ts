import { defaultScenario } from '../../sandbox/simulator/default-scenario.ts';
import type { ScenarioInput } from '../../sandbox/simulator/scenario.ts';

const { organization, portfolios } = defaultScenario;

/** The default organization, and beside it units whose shares do not end well. */
export const SCENARIO: ScenarioInput = {
  organization: {
    ...organization,
    units: [
      ...organization.units,
      { id: 'ou-ab12-partial0', name: 'Partial', accounts: [{ id: '200000000001' }, { id: '200000000002' }] },
      { id: 'ou-ab12-throttle', name: 'Throttled', accounts: [{ id: '200000000003' }] },
      { id: 'ou-ab12-error000', name: 'Errors', accounts: [{ id: '200000000004' }] },
      { id: 'ou-ab12-error001', name: 'Errors without a reason', accounts: [{ id: '200000000005' }] },
    ],
  } as ScenarioInput['organization'],
  portfolios,
  durations: { shareSeconds: 50, updateSeconds: 1 },
  undocumented: { tokenOfExistingShare: 'NONE' },
  accountFailures: [
    { accounts: ['200000000002'], error: 'InternalFailure', message: 'The recipient did not answer.' },
    { accounts: ['200000000003'], error: 'ThrottlingException', attempts: 1 },
  ],
  shareFaults: [
    { organizationNode: 'ou-ab12-error000', ends: 'ERROR' },
    { organizationNode: 'ou-ab12-error001', ends: 'ERROR_WITHOUT_SHARE_ERRORS' },
  ],
};
