import { afterEach } from 'vitest';
import { functionArn, machineFixture, tokenResource } from './machine-fixture.ts';

/** Machines for one test: they are closed when it has ended. */
export function machinesOfATest(): typeof machineFixture {
  const open: (() => void)[] = [];
  afterEach(() => {
    for (const close of open.splice(0)) close();
  });
  return async (...parts) => {
    const made = await machineFixture(...parts);
    open.push(made.close);
    return made;
  };
}

export const named = (name: string, message = name) => Object.assign(new Error(message), { name });

export const task = (name: string, more: object = {}) => ({
  Type: 'Task',
  Resource: functionArn(name),
  TimeoutSeconds: 60,
  ...more,
});

export const tokenTask = (name: string, more: object = {}) => ({
  Type: 'Task',
  Resource: tokenResource,
  Parameters: {
    FunctionName: functionArn(name),
    Payload: { 'token.$': '$$.Task.Token', 'state.$': '$$.State.Name', 'id.$': '$$.Execution.Name' },
  },
  TimeoutSeconds: 3600,
  ...more,
});
