/** The partition of the stack, e.g. `aws` or `aws-us-gov`: principals of another can never match. */
export function partition(): string {
  return fromStack('STACK_PARTITION');
}

export function ownAccount(): string {
  return fromStack('STACK_ACCOUNT');
}

export function shareMachineArn(): string {
  return fromStack('SHARE_MACHINE');
}

/** Of this stack, e.g. `prod`. */
export function stage(): string {
  return fromStack('STAGE');
}

function fromStack(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: serverless.yml gives it to every function`);
  return value;
}
