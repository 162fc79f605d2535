import { isObject, type JsonObject } from '../template/read-template.ts';
import { Refusal } from '../wire/refusal.ts';
import { compilePath, type Evaluate } from './expression.ts';
import { checkWhole } from './seconds.ts';
import { RuntimeFailure } from './state-failure.ts';

/** What a Task state calls, read from its Resource. */
type TaskAction =
  | { readonly type: 'FUNCTION'; readonly functionArn: string }
  | { readonly type: 'LAMBDA_INVOKE' }
  | { readonly type: 'PUT_EVENTS' };

export interface TaskDefinition {
  readonly stateName: string;
  readonly action: TaskAction;
  /** As the history spells them, e.g. `lambda` and `invoke.waitForTaskToken`. */
  readonly resourceType: string;
  readonly resource: string;
  readonly waitsForToken: boolean;
  /** Of its state's input; `undefined` where it states none. */
  readonly readTimeoutSeconds: Evaluate;
  /** The same of a task that waits for its token; `undefined` where it may be silent for ever. */
  readonly readHeartbeatSeconds: Evaluate;
}

const supported =
  "the ARN of one of the template's functions, arn:aws:states:::lambda:invoke, arn:aws:states:::events:putEvents, " +
  'each of the latter two with or without .waitForTaskToken';

/** @throws {@link Refusal} for a resource or a parameter of it that is not supported. */
export function readTask(state: JsonObject, stateName: string, place: string): TaskDefinition {
  const resource = String(state.Resource);
  const [, service, api = ''] = /^arn:[^:]+:states:::([^:]+):(.+)$/.exec(resource) ?? [];
  const waitsForToken = api.endsWith('.waitForTaskToken');
  const action = readAction(resource, `${service}:${api.replace('.waitForTaskToken', '')}`, place);
  const parameters = isObject(state.Parameters) ? state.Parameters : {};
  if (action.type === 'LAMBDA_INVOKE') checkInvokeParameters(parameters, place);
  if (action.type === 'PUT_EVENTS') checkPutEventsParameters(parameters, place);
  if ((state.HeartbeatSeconds ?? state.HeartbeatSecondsPath) !== undefined && !waitsForToken) {
    throw new Refusal(
      `${place} has HeartbeatSeconds without waiting for a task token, which the sandbox does not support.`,
    );
  }
  if (Number(state.HeartbeatSeconds) >= Number(state.TimeoutSeconds)) {
    throw new Refusal(`${place} has HeartbeatSeconds that are not below its TimeoutSeconds.`);
  }
  if (waitsForToken && !JSON.stringify(parameters).includes('$$.Task.Token')) {
    throw new Refusal(`${place} waits for a task token that its Parameters do not pass on ($$.Task.Token).`);
  }
  return {
    stateName,
    action,
    resourceType: service ?? 'lambda',
    resource: service ? api : resource,
    waitsForToken,
    readTimeoutSeconds: readSeconds(state, 'TimeoutSeconds', place),
    readHeartbeatSeconds: readSeconds(state, 'HeartbeatSeconds', place),
  };
}

function readAction(resource: string, integration: string, place: string): TaskAction {
  if (/^arn:[^:]+:lambda:[^:]*:\d+:function:/.test(resource))
    return { type: 'FUNCTION', functionArn: resource };
  switch (integration) {
    case 'lambda:invoke':
      return { type: 'LAMBDA_INVOKE' };
    case 'events:putEvents':
      return { type: 'PUT_EVENTS' };
    default:
      throw new Refusal(
        `${place} has the Resource ${resource}, which the sandbox does not support. Supported: ${supported}.`,
      );
  }
}

function checkInvokeParameters(parameters: JsonObject, place: string): void {
  const known = ['FunctionName', 'FunctionName.$', 'Payload', 'Payload.$', 'InvocationType'];
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown)
    throw new Refusal(
      `${place} has Parameters.${unknown}; supported for lambda:invoke: ${known.join(', ')}.`,
    );
  if (parameters.FunctionName === undefined && parameters['FunctionName.$'] === undefined) {
    throw new Refusal(`${place} has no Parameters.FunctionName, which lambda:invoke needs.`);
  }
  if (parameters.InvocationType !== undefined && parameters.InvocationType !== 'RequestResponse') {
    throw new Refusal(
      `${place} has InvocationType ${parameters.InvocationType}; supported: RequestResponse.`,
    );
  }
}

function checkPutEventsParameters(parameters: JsonObject, place: string): void {
  const names = Object.keys(parameters).join(', ');
  if (names !== 'Entries' && names !== 'Entries.$')
    throw new Refusal(
      `${place} has the Parameters ${names || 'of none'}; expected for events:putEvents: Entries.`,
    );
}

function readSeconds(state: JsonObject, field: string, place: string): Evaluate {
  const [value, path] = [state[field], state[`${field}Path`]];
  if (value !== undefined && path !== undefined)
    throw new Refusal(`${place} has ${field} and ${field}Path; expected one.`);
  if (path === undefined) {
    checkWhole(value, field, place);
    return () => value;
  }
  const read = compilePath(path, `${field}Path`, place);
  return (scope) => {
    const found = read(scope);
    if (isWholeAboveZero(found)) return found;
    throw new RuntimeFailure(
      `The ${field}Path parameter does not reference a positive integer: ${path} == ${JSON.stringify(found)}`,
    );
  };
}

function isWholeAboveZero(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) > 0;
}
