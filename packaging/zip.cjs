'use strict';

const { promisify } = require('node:util');
const { crc32, deflateRaw } = require('node:zlib');

/** A zip of one file, the same bytes for the same file: dated 1 January 1980, readable by all, packed as small as zlib can. */
exports.zipOf = async (name, contents) => {
  const packed = await promisify(deflateRaw)(contents, { level: 9 });
  const file = Buffer.from(name);
  const common = Buffer.alloc(26); // version needed, flags, method, time, date, crc, sizes, lengths
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt16LE(0x21, 8);
  common.writeUInt32LE(crc32(contents), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(contents.length, 18);
  common.writeUInt16LE(file.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, file, packed]);
  const central = Buffer.alloc(46);
  central.write('PK\x01\x02', 'latin1');
  central.writeUInt16LE((3 << 8) | 20, 4); // made on Unix, for the mode
  common.copy(central, 6);
  central.writeUInt32LE((0o100644 << 16) >>> 0, 38);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + file.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, file, end]);
};
