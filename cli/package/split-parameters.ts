/** What holds in every account and Region. The rest is bound to those of the stack that it is given for. */
const OF_BOTH = ['rolePath', 'rolePrefix', 'tags'];
const OF_FORWARDER = 'forwarder.';

/**
 * One command packages two stacks, which are of different accounts and Regions. The forwarder takes `busArn`, what is
 * named `forwarder.…`, and what holds everywhere; the service takes the rest, and with it what is unknown, which it
 * refuses. Each is packaged only if it is given something of its own; without any, the service is.
 */
export function splitParameters(args: readonly string[]): {
  readonly service: readonly string[] | undefined;
  readonly forwarder: readonly string[] | undefined;
} {
  const service: string[] = [];
  const forwarder: string[] = [];
  let [hasOfService, hasOfForwarder] = [false, false];
  for (const arg of args) {
    const name = /^--param=([^=]*)=/.exec(arg)?.[1];
    if (name === undefined || OF_BOTH.includes(name)) {
      service.push(arg);
      forwarder.push(arg);
    } else if (name === 'busArn' || name.startsWith(OF_FORWARDER)) {
      forwarder.push(arg.replace(`=${OF_FORWARDER}`, '='));
      hasOfForwarder = true;
    } else {
      service.push(arg);
      hasOfService = true;
    }
  }
  if (!hasOfForwarder) return { service, forwarder: undefined };
  return hasOfService ? { service, forwarder: withoutRegion(forwarder) } : { service: undefined, forwarder };
}

/** Of two stacks it is the service's. */
function withoutRegion(args: readonly string[]): string[] {
  const at = args.indexOf('--region');
  return args.filter((_, place) => at < 0 || (place !== at && place !== at + 1));
}
