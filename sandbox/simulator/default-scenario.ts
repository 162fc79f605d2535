import { parseScenario, type Scenario } from './scenario.ts';

/** A small organization: the hub is its management account, and one portfolio waits there to be shared. */
export const defaultScenario: Scenario = parseScenario({
  organization: {
    id: 'o-a1b2c3d4e5',
    rootId: 'r-ab12',
    managementAccountId: '111122223333',
    accounts: [
      { id: '111122223333', name: 'Management' },
      { id: '888899990000', name: 'Just vended' },
    ],
    units: [
      {
        id: 'ou-ab12-security',
        name: 'Security',
        accounts: [{ id: '222233334444', name: 'Shared services' }],
      },
      {
        id: 'ou-ab12-cdef3456',
        name: 'Workloads',
        accounts: [
          { id: '333344445555', name: 'Workloads shared' },
          { id: '444455556666', name: 'Workloads network' },
        ],
        units: [
          {
            id: 'ou-ab12-prod7890',
            name: 'Production',
            accounts: [
              { id: '555566667777', name: 'Shop production' },
              { id: '666677778888', name: 'Billing production' },
            ],
          },
        ],
      },
      {
        id: 'ou-ab12-sandbox1',
        name: 'Sandbox',
        accounts: [{ id: '777788889999', name: 'Developer sandbox' }],
      },
    ],
  },
  portfolios: [
    {
      id: 'port-a1b2c3d4e5f6g',
      displayName: 'Standard products',
      products: [{ id: 'prod-a1b2c3d4e5f6g' }],
    },
  ],
});
