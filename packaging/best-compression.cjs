'use strict';

const { createRequire } = require('node:module');

/**
 * serverless-esbuild zips at zlib's default level and has no setting for it; every kilobyte of a zip is
 * start-up time. It asks the archiver for a zip without options, so the archiver is given some.
 */
class BestCompression {
  constructor() {
    const archiver = createRequire(require.resolve('serverless-esbuild'))('archiver');
    const { create } = archiver;
    archiver.create = (format, options) => create(format, { zlib: { level: 9 }, ...options });
  }
}

module.exports = BestCompression;
