import type { Chance } from '../clock/chance.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { NewMessage } from '../queues/new-message.ts';
import type { Stack } from '../template/resolve-template.ts';
import { Refusal } from '../wire/refusal.ts';
import { type Caller, ServiceError } from '../wire/service.ts';
import { awsAccessKey } from './aws-itself.ts';
import type { BusEvent } from './bus-event.ts';
import { type DeliverToTarget, DeliveryError, deliver } from './deliver.ts';
import type { DeliveryGuard } from './guard-deliveries.ts';
import { entryBytes, type PutEventsOutput, readEntry, toSeconds } from './put-events.ts';
import { busNameIn, type Rule, readRules } from './rule.ts';

/** An event and the bus that it passed. */
export interface PassedEvent {
  readonly eventBusName: string;
  readonly event: BusEvent;
}

/** The EventBridge service of the sandbox: the buses and rules of the template, and the default bus. */
export interface EventBuses {
  readonly names: readonly string[];
  readonly rules: readonly Rule[];
  /** @throws ServiceError `ValidationException` for a call that AWS refuses as a whole. */
  putEvents(
    entries: unknown,
    caller: Pick<Caller, 'accountId'> & Partial<Pick<Caller, 'accessKeyId'>>,
  ): PutEventsOutput;
  /** Puts an event of an AWS service on the default bus, as only AWS itself can. */
  publishAwsEvent(event: Pick<BusEvent, 'source' | 'detail-type' | 'resources' | 'detail'>): void;
}

type DeliveryDecision = 'DELIVER' | 'DELIVER_TWICE' | 'LOSE' | DeliveryError;

/** What a test may do to a delivery, before the target sees it; best effort events may be lost. */
export type DeliveryFault = (
  delivery: Parameters<DeliverToTarget>[0],
) => DeliveryDecision | Promise<DeliveryDecision>;

const mostEntries = 10;

/** Of all entries of a call together; source: EventBridge quotas, "PutEvents request size". */
const largestCallBytes = 1_048_576;

export function createEventBuses({
  stack,
  clock,
  chance,
  targets,
  guard,
  sendTo,
  onEvent,
  onMatch,
  fault,
  onDefect,
}: {
  stack: Stack;
  clock: VirtualClock;
  chance: Chance;
  /** By type of target; buses are our own. */
  targets: Readonly<Record<'STATE_MACHINE' | 'FUNCTION' | 'QUEUE' | 'API_DESTINATION', DeliverToTarget>>;
  /** What EventBridge may do for a rule. */
  guard: DeliveryGuard;
  sendTo: (queueArn: string, message: NewMessage) => void;
  onEvent: (passed: PassedEvent) => void;
  onMatch: (rule: Rule) => void;
  fault: DeliveryFault;
  onDefect: (defect: unknown) => void;
}): EventBuses {
  const { accountId, region } = stack.place;
  const names = ['default', ...stack.ofType('AWS::Events::EventBus').map(({ ref }) => ref)];
  const rules = readRules(stack);
  for (const { name, eventBusName } of rules) {
    if (!names.includes(eventBusName))
      throw new Refusal(`The rule ${name} is on the bus ${eventBusName}, which the template does not have.`);
  }
  /** Events that came from another bus: they are not routed on to a third one. */
  const forwarded = new WeakSet<BusEvent>();

  const toTarget: DeliverToTarget = (delivery) => {
    const { target, event } = delivery;
    if (target.type !== 'EVENT_BUS') return targets[target.type](delivery);
    const eventBusName = busNameIn(target.arn);
    if (!names.includes(eventBusName))
      throw new DeliveryError('NO_RESOURCE', `Event bus ${eventBusName} does not exist.`);
    if (forwarded.has(event))
      throw new DeliveryError(
        'THIRD_ACCOUNT_HOP_DETECTED',
        'A forwarded event is not routed on to a third bus.',
      );
    const copy = { ...event };
    forwarded.add(copy);
    publish({ eventBusName, event: copy });
  };
  const deliverToTarget: DeliverToTarget = async (delivery) => {
    const decision = await fault(delivery);
    if (decision instanceof DeliveryError) throw decision;
    if (decision === 'LOSE') return;
    const { rule, target, event } = delivery;
    const refusal = guard.refuseTarget(rule.arn, target, event);
    if (refusal !== undefined) throw new DeliveryError('NO_PERMISSIONS', refusal);
    await toTarget(delivery);
    if (decision === 'DELIVER_TWICE') await toTarget(delivery);
  };
  /** An event that may not go to the dead-letter queue either is lost, as on AWS. */
  const sendFor = (rule: Rule) => (queueArn: string, message: NewMessage) => {
    if (guard.refuseDeadLetter(rule.arn, queueArn) === undefined) sendTo(queueArn, message);
  };
  const send = (event: BusEvent, rule: Rule) => {
    for (const target of rule.targets) {
      clock.setTimeout(() => {
        deliver({ event, rule, target }, { clock, deliverToTarget, sendTo: sendFor(rule) }).catch(onDefect);
      });
    }
  };
  const publish = (passed: PassedEvent) => {
    onEvent(passed);
    const json = JSON.parse(JSON.stringify(passed.event));
    for (const rule of rules) {
      if (rule.eventBusName !== passed.eventBusName || !rule.pattern?.(json)) continue;
      onMatch(rule);
      send(passed.event, rule);
    }
  };
  const awsEvent = (event: Pick<BusEvent, 'source' | 'detail-type' | 'resources' | 'detail'>): BusEvent => ({
    version: '0',
    id: chance.uuid(),
    'detail-type': event['detail-type'],
    source: event.source,
    account: accountId,
    time: toSeconds(clock.now()),
    region,
    resources: event.resources,
    detail: event.detail,
  });
  for (const rule of rules) {
    if (rule.schedule) startSchedule(rule, rule.schedule.everyMs);
  }

  function startSchedule(rule: Rule, everyMs: number): void {
    clock.setTimeout(() => {
      startSchedule(rule, everyMs);
      send(
        awsEvent({
          source: 'aws.events',
          'detail-type': 'Scheduled Event',
          resources: [rule.arn],
          detail: {},
        }),
        rule,
      );
    }, everyMs);
  }

  return {
    names,
    rules,
    putEvents(entries, caller) {
      const list = checkCall(entries);
      const read = list.map((entry) =>
        readEntry(entry, {
          newId: chance.uuid,
          now: clock.now(),
          accountId: caller.accountId,
          region,
          isAws: caller.accessKeyId === awsAccessKey,
        }),
      );
      const Entries = read.map((entry) => {
        if (entry.status === 'REFUSED') return entry.error;
        const eventBusName = busNameIn(entry.eventBusName);
        // To a bus that does not exist it succeeds, and nothing happens; recorded by localstack 8b9a79f.
        if (names.includes(eventBusName)) publish({ eventBusName, event: entry.event });
        return { EventId: entry.event.id };
      });
      return { FailedEntryCount: Entries.filter((entry) => 'ErrorCode' in entry).length, Entries };
    },
    publishAwsEvent: (event) => publish({ eventBusName: 'default', event: awsEvent(event) }),
  };
}

function checkCall(entries: unknown): readonly unknown[] {
  if (!Array.isArray(entries) || entries.length === 0 || entries.length > mostEntries) {
    const count = Array.isArray(entries) ? entries.length : 'no list';
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${mostEntries} (it has ${count}).`,
    );
  }
  const bytes = entries.reduce<number>((sum, entry) => sum + entryBytes(entry), 0);
  if (bytes > largestCallBytes) {
    throw new ServiceError(
      'ValidationException',
      `Total size of the entries in the request is over the limit: ${bytes} of ${largestCallBytes} bytes.`,
    );
  }
  return entries;
}
