import type { RequesterPolicy } from '../request/is-requester-allowed.ts';
import type { Requester } from '../request/share-request.ts';
import type { VendingPolicy } from '../vending/vending-section.ts';
import type { ApprovalPolicy } from './approvals-section.ts';
import { mayBeApproved } from './judge-decision.ts';

interface Policies {
  readonly requests: RequesterPolicy;
  readonly approvals: Pick<ApprovalPolicy, 'approvers'>;
  readonly vending: Pick<VendingPolicy, 'announcers' | 'rules'>;
}

/**
 * Approvers that may also ask, be it by announcing an account; one sentence each.
 * @param ownAccount of the stack; absent when the service is packaged: then SELF and the account's number are not
 *   known to be the same
 */
export function selfApprovals(
  { requests, approvals, vending }: Policies,
  ownAccount: string = 'SELF',
): string[] {
  const numbered = (account: string) => (account === 'SELF' ? ownAccount : account);
  const announcers = vending.rules.length === 0 ? [] : vending.announcers;
  // What takes access away needs no yes.
  const shares = requests.allow.map((rule, index) => ({
    ...rule,
    isInOurName: false,
    name: `requests.allow[${index}]`,
  }));
  const askers = [
    ...shares.filter(({ actions }) => actions.includes('SHARE')),
    ...announcers.map(({ account, sources }, index) => ({
      accounts: [account],
      sources,
      // What the account gets is asked for in our name: who announced it may approve it.
      isInOurName: true,
      name: `vending.announcers[${index}]`,
    })),
  ];
  return approvals.approvers.flatMap(({ account, sources }, index) => {
    const bySource = askers.filter((one) => meets(one.sources, sources));
    const approver = `approvals.approvers[${index}]`;
    const asker = bySource.find(
      (one) =>
        meets(one.accounts.map(numbered), [numbered(account)]) &&
        (one.isInOurName || !isOneAlone(one.sources, sources)),
    );
    if (asker) return [sentence(approver, asker.name, '')];
    // Neither packaging nor the service knows the number of the management account.
    const announcer = bySource.find(({ accounts }) => accounts.includes('MANAGEMENT'));
    return announcer ? [sentence(approver, announcer.name, `, if ${account} is the management account`)] : [];
  });
}

/** Rules whose requests nobody can approve: nobody approves a request of their own account and source. */
export function neverApproved({ requests, approvals }: Pick<Policies, 'requests' | 'approvals'>): string[] {
  if (approvals.approvers.length === 0) return [];
  return requests.allow.flatMap(({ accounts, sources, actions }, index) => {
    const askers = accounts.flatMap((account) => sources.map((source) => ({ account, source })));
    const isOpen = ({ account, source }: Requester) => account === '*' || source === '*';
    const mayBe = askers.some((one) => isOpen(one) || mayBeApproved(one, approvals, 'SELF'));
    if (mayBe || !actions.includes('SHARE')) return [];
    return [
      `Nobody can approve what requests.allow[${index}] admits: nobody approves a request of their own account and source, and approvals.approvers names no other. It fails as APPROVAL_REQUIRED where somebody would be asked.`,
    ];
  });
}

/** Whoever asks as this source does not approve as it. */
function isOneAlone(
  [asking, ...more]: readonly string[],
  [approving, ...others]: readonly string[],
): boolean {
  return asking !== '*' && asking === approving && more.length + others.length === 0;
}

function sentence(approver: string, asker: string, condition: string): string {
  return `Who may ask may also approve${condition}: ${approver} and ${asker} admit the same account and source, and a source is only a claim. Name sources that IAM keeps apart.`;
}

function meets(one: readonly string[], other: readonly string[]): boolean {
  return one.includes('*') || other.includes('*') || one.some((each) => other.includes(each));
}
