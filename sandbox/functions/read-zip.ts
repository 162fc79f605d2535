import { crc32, inflateRawSync } from 'node:zlib';
import { Refusal } from '../wire/refusal.ts';

const endOfCentralDirectory = 0x06054b50;
const centralHeader = 0x02014b50;
const localHeader = 0x04034b50;
const endRecordBytes = 22;
const longestCommentBytes = 0xffff;

/**
 * The files of a zip, by name; each is checked against its CRC-32. Stored and deflated entries, no zip64.
 * Source: PKWARE's APPNOTE, 4.3.
 * @throws {@link Refusal} naming `path` when it is no zip or is damaged.
 */
export function readZip(zip: Buffer, path: string): ReadonlyMap<string, Buffer> {
  try {
    return new Map(entries(zip));
  } catch (error) {
    throw new Refusal(
      `The bundle ${path} is broken (${error instanceof Error ? error.message : error}): package the service again.`,
      { cause: error },
    );
  }
}

function* entries(zip: Buffer): Generator<[string, Buffer]> {
  const end = findEndRecord(zip);
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (zip.readUInt32LE(at) !== centralHeader) throw new Error(`its entry ${index} has no header`);
    const nameBytes = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameBytes);
    if (!name.endsWith('/')) yield [name, readEntry(zip, at, name)];
    at += 46 + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}

function readEntry(zip: Buffer, header: number, name: string): Buffer {
  const method = zip.readUInt16LE(header + 10);
  const expectedCrc = zip.readUInt32LE(header + 16);
  const size = zip.readUInt32LE(header + 20);
  const local = zip.readUInt32LE(header + 42);
  if (zip.readUInt32LE(local) !== localHeader) throw new Error(`${name} has no local header`);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(start, start + size);
  const content = unpack(packed, method, name);
  if (crc32(content) !== expectedCrc) throw new Error(`${name} does not match its checksum`);
  return content;
}

function unpack(packed: Buffer, method: number, name: string): Buffer {
  switch (method) {
    case 0:
      return packed;
    case 8:
      return inflateRawSync(packed);
    default:
      throw new Error(`${name} is packed by method ${method}; expected stored or deflated`);
  }
}

function findEndRecord(zip: Buffer): number {
  const first = Math.max(0, zip.length - endRecordBytes - longestCommentBytes);
  for (let at = zip.length - endRecordBytes; at >= first; at--) {
    if (zip.readUInt32LE(at) === endOfCentralDirectory) return at;
  }
  throw new Error('it is no zip file');
}
