import { BlockList, isIPv6, SocketAddress } from 'node:net';

/**
 * An IPv4 or IPv6 block, e.g. `10.0.0.0/24`; one of a single address is none. Source: EventBridge user guide, "IP
 * address matching"; event-ruler, CIDR.java.
 */
export function compileCidr(block: string, invalid: (reason: string) => Error): (value: unknown) => boolean {
  const [network = '', bits = '', ...more] = block.split('/');
  const address = addressOf(network);
  if (!address || more.length > 0 || !/^\d{1,3}$/.test(bits) || Number(bits) >= bitsOf(address)) {
    throw invalid(`cidr takes a block of several addresses such as 10.0.0.0/24, not ${block}`);
  }
  const blocks = new BlockList();
  blocks.addSubnet(address.address, Number(bits), address.family);
  return (value) => {
    const found = addressOf(value);
    return found?.family === address.family && blocks.check(found);
  };
}

/** A text that is an address matches every way to write it; `undefined` for any other. Source: as above. */
export function compileAddress(text: string): ((value: unknown) => boolean) | undefined {
  const address = addressOf(text);
  return address && ((value) => addressOf(value)?.address === address.address);
}

/** Octets are decimal whatever they begin with. Notations that mix both families are none. */
function addressOf(value: unknown): SocketAddress | undefined {
  if (typeof value !== 'string') return undefined;
  if (/^\d+(\.\d+){3}$/.test(value)) {
    const octets = value.split('.').map(Number);
    if (octets.some((octet) => octet > 255)) return undefined;
    return new SocketAddress({ address: octets.join('.'), family: 'ipv4' });
  }
  if (!/^[\da-f:]*$/i.test(value) || !isIPv6(value)) return undefined;
  const found = new SocketAddress({ address: value, family: 'ipv6' });
  return found.address.includes('.') ? undefined : found;
}

function bitsOf({ family }: SocketAddress): number {
  return family === 'ipv4' ? 32 : 128;
}
