'use strict';

const { ledgerOf } = require('./ledger-name.cjs');

/**
 * A stack that was given a restored ledger would go back to its own, an old one or a new and empty one, by a
 * deployment that does not name it.
 * @param own the table that the stack uses by itself
 * @returns a sentence, if a template without existingLedger would do so
 */
exports.forgottenLedger = (before, own) => {
  const used = ledgerOf(before);
  if (used === undefined || used === own) return undefined;
  return `The stack's ledger is ${used}, and this deployment would change it to ${own}. To keep it give --param="existingLedger=${used}"; to change it give --param="existingLedger=${own}"`;
};
