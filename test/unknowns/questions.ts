import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Otherness } from './otherness.ts';

/** Settings, e.g. `errors.shareExists`, and operations. */
export type Questions = ReadonlySet<string>;

/** What is looked up where nobody sees it, and the question that comes before it makes a difference. */
const ASKED_WITH: Readonly<Record<string, string>> = {
  oneShareActionPer: 'errors.shareActionRunning',
  checkedBeforeBusy: 'errors.shareActionRunning',
  'writesWithoutToken UPDATE': 'UpdatePortfolioShare',
  'writesWithoutToken DELETE': 'DeletePortfolioShare',
  // Names are spelled where there are errors; without any, absent details alone are other.
  'shareErrorsName ONE_OF_EACH': 'shareErrorNames',
  'shareErrorsName TWICE': 'shareErrorNames',
  'shareErrorsName NOBODY': 'shareErrorNames',
  'shareErrorsName NO_ACCOUNTS': 'shareErrorNames',
  statusOfTrustedAccess: 'GetAWSOrganizationsAccessStatus',
  shareListSeconds: 'DescribePortfolioShares',
  nodeListSeconds: 'ListOrganizationPortfolioAccess',
  accessListSeconds: 'ListPortfolioAccess',
  acceptedListSeconds: 'ListAcceptedPortfolioShares',
  portfolioListSeconds: 'ListPortfolios',
  principalListSeconds: 'AssociatePrincipalWithPortfolio',
};

/** Notes what the simulator is asked, and which settings it looks up, until the answer is called. */
export function watchQuestions({ simulator }: Pick<Sandbox, 'simulator'>): () => Questions {
  const asked = new Set<string>();
  const callsBefore = simulator.calls.counts();
  const { undocumented } = simulator.scenario;
  const errors = noting(undocumented.errors, (name) => asked.add(`errors.${name}`));
  const settings = noting({ ...undocumented, errors }, (name) => asked.add(name));
  Object.assign(simulator.scenario, { undocumented: settings });
  return () => {
    Object.assign(simulator.scenario, { undocumented });
    for (const [operation, count] of Object.entries(simulator.calls.counts()))
      if (count !== callsBefore[operation]) asked.add(operation);
    return asked;
  };
}

/** A scene that never needs any of the settings goes the same way in the usual world: it is not played again. */
export function isOther({ name }: Otherness, questions: Questions): boolean {
  return name.split(' and ').some((each) => {
    const [setting = ''] = each.split(' ');
    return questions.has(ASKED_WITH[each] ?? ASKED_WITH[setting] ?? setting);
  });
}

function noting<TSettings extends object>(settings: TSettings, note: (name: string) => void): TSettings {
  return new Proxy(settings, {
    get(target, name, receiver) {
      note(String(name));
      return Reflect.get(target, name, receiver);
    },
  });
}
