import { functionOf, packagedMachines, statesIn } from '../contract/machines.ts';
import { packagedFunctions } from '../contract/packaged-service.ts';

/** One AWS call that a function of the share machine may make, by its role. */
export interface WorkflowCall {
  /** As serverless.yml names it, e.g. `createShare`. */
  readonly functionKey: string;
  readonly service: string;
  readonly operation: string;
}

/** Every call that the roles of the share machine's functions allow: a new one without a cell is noticed. */
export function workflowCalls(): WorkflowCall[] {
  return callsOf((isOfShareMachine) => isOfShareMachine);
}

/** The same of all other functions: of reconciliation, recovery and the ways in. */
export function otherCalls(): WorkflowCall[] {
  return callsOf((isOfShareMachine) => !isOfShareMachine);
}

function callsOf(isWanted: (isOfShareMachine: boolean) => boolean): WorkflowCall[] {
  const machine = packagedMachines()['share-portfolio'] ?? { States: {} };
  const keys = new Set(statesIn(machine).map(([, state]) => functionOf(state)));
  return packagedFunctions()
    .filter(({ key }) => isWanted(keys.has(key)))
    .flatMap(({ key, actions }) =>
      actions.map((action) => {
        const [service = '', operation = ''] = action.split(':');
        return { functionKey: key, service, operation };
      }),
    )
    .filter(({ service }) => service !== 'sqs');
}

export function nameOfCall({ functionKey, service, operation }: WorkflowCall): string {
  return `${functionKey} ${service}:${operation}`;
}
