import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** An IPv4 or IPv6 block, e.g. `10.0.0.0/24`. Source: EventBridge user guide, "IP address matching". */
export function compileCidr(block: string, invalid: (reason: string) => Error): (value: unknown) => boolean {
  const [network = '', bits = '', ...more] = block.split('/');
  const family = familyOf(network);
  const longest = family === 'ipv4' ? 32 : 128;
  if (
    !family ||
    more.length > 0 ||
    network.includes('%') ||
    !/^\d{1,3}$/.test(bits) ||
    Number(bits) > longest
  ) {
    throw invalid(`cidr takes a block such as 10.0.0.0/24, not ${block}`);
  }
  const blocks = new BlockList();
  blocks.addSubnet(network, Number(bits), family);
  return (value) => typeof value === 'string' && familyOf(value) === family && blocks.check(value, family);
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  if (isIPv4(address)) return 'ipv4';
  return isIPv6(address) ? 'ipv6' : undefined;
}
