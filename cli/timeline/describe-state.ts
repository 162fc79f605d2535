/** One event of an execution's history: of the sandbox itself, or as GetExecutionHistory answers it. */
export interface HistoryEvent {
  readonly type?: string | undefined;
}

/** What the reader sees of it. */
export interface Step {
  readonly name: string;
  readonly says: string;
}

const NAME_WIDTH = 22;
const BAR_WIDTH = 20;
const MOST_SAID = 160;

interface Seen {
  readonly admission?: string;
  readonly lease?: { readonly fence: number };
  readonly share?: {
    readonly nextWrite: string;
    readonly phase: string;
    readonly status: string;
    readonly successfulSoFar: number;
    readonly waitSeconds: number;
    readonly busySince?: string;
  };
  readonly outcome?: { readonly detailType: string };
  readonly error?: { readonly Error: string };
}

/** The step that an event of an execution's history stands for; `undefined` if it tells a reader nothing. */
export function describeState(event: HistoryEvent): Step | undefined {
  const { type = '' } = event;
  const { name = '', output, input, error, cause } = detailsOf(event);
  if (type === 'TaskStateExited') return { name, says: describeOutput(name, read(output)) };
  if (type === 'TaskStateEntered' && name === 'AcquireLease') return { name, says: 'waits for its turn' };
  if (type === 'TaskStateEntered' && name === 'RequestApproval')
    return { name, says: "waits for somebody's yes" };
  if (type === 'WaitStateEntered') {
    const seconds = read(input).share?.waitSeconds;
    return { name, says: seconds === undefined ? '' : `${seconds} s` };
  }
  if (/^(LambdaFunction|Task)(Failed|TimedOut)$/.test(type)) {
    return { name: '! failed', says: `${error ?? type}${cause ? `: ${firstSentence(cause)}` : ''}` };
  }
  if (/^Execution(Failed|TimedOut|Aborted)$/.test(type)) return { name: type, says: error ?? '' };
  return undefined;
}

/** The step as one line, after the time since the execution began. */
export function lineOf(ms: number, { name, says }: Step): string {
  return `${clockTime(ms)}  ${`${name.padEnd(NAME_WIDTH)} ${says}`.trimEnd()}`;
}

/** Minutes and seconds, hours where there are some. */
function clockTime(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const rest = `${String(minutes).padStart(2, '0')}:${String(seconds).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

function describeOutput(name: string, { admission, lease, share, outcome, error }: Seen): string {
  switch (name) {
    case 'AcceptRequest':
      return admission ?? '';
    case 'AcquireLease':
      return `has its turn, fence ${lease?.fence}`;
    case 'PlanShare':
      return share ? `next write: ${share.nextWrite}` : '';
    case 'CreateShare':
    case 'ConfirmShare':
    case 'UpdateShare':
    case 'DeleteShare':
      // Refused for now: the status is that of the plan.
      return share?.busySince === undefined ? (share?.status ?? '') : 'refused, another share action runs';
    case 'DescribeShareStatus':
      return share ? `${share.status.padEnd(12)} ${bar(share)}` : '';
    case 'DecideOutcome':
      return `${outcome?.detailType ?? ''}${error ? ` after ${error.Error}` : ''}`;
    default:
      return '';
  }
}

/** A block for each account that is done, shared or taken from: Service Catalog does not say how many there will be. */
function bar({ successfulSoFar }: { readonly successfulSoFar: number }): string {
  const blocks = '█'.repeat(Math.min(BAR_WIDTH, successfulSoFar));
  return `${blocks}${blocks && ' '}${successfulSoFar} ${successfulSoFar === 1 ? 'account' : 'accounts'} done`;
}

type Details = Partial<Record<'name' | 'output' | 'input' | 'error' | 'cause', string>>;

function detailsOf(event: HistoryEvent): Details {
  const [, details] =
    Object.entries(event).find(([member, value]) => member.endsWith('EventDetails') && value) ?? [];
  return (details ?? {}) as Details;
}

/** Step Functions cuts very long texts: then they are no JSON. */
function read(text: string | undefined): Seen {
  try {
    return text === undefined ? {} : (JSON.parse(text) as Seen);
  } catch {
    return {};
  }
}

function messageIn(cause: string): string {
  try {
    return String(JSON.parse(cause).errorMessage ?? cause);
  } catch {
    return cause;
  }
}

/** Lambda's cause is JSON with the message inside. */
function firstSentence(cause: string): string {
  const message = cause.startsWith('{') ? messageIn(cause) : cause;
  return message.length > MOST_SAID ? `${message.slice(0, MOST_SAID)}…` : message;
}
