'use strict';

/** What the ledger's partition keys begin with: the kinds of its items. A test holds them against aws/ledger. */
const KINDS = [
  'ACCOUNT',
  'DISCARDED',
  'LEASE',
  'LENGTH',
  'NUMBER',
  'ORGANIZATION',
  'PAUSE',
  'PORTFOLIO',
  'PRINCIPALS',
  'QUEUE',
  'RECONCILIATION',
  'REQUEST',
  'REQUESTID',
  'SWEEP',
  'UNIT',
];

/**
 * The kinds of items that a bundle can name. IAM denies it all others. A key is `KIND#…`, or the kind alone as `pk`:
 * ACCOUNT and ORGANIZATION are also types of recipients, which nearly every bundle names.
 */
function kindsIn(code) {
  return KINDS.filter((kind) => new RegExp(`[\`"']${kind}#\\$\\{|\\bpk:\\s*[\`"']${kind}[\`"']`).test(code));
}

/** The statements of a role. Those on the ledger's table are limited to items of these kinds. */
exports.divideLedger = (statements, code) => {
  const keys = kindsIn(code).flatMap((kind) => [kind, `${kind}#*`]);
  return statements.map((statement) => {
    if (!isOnTable(statement)) return statement;
    const Condition = {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
      // Without it a call that names no key would pass.
      Null: { 'dynamodb:LeadingKeys': 'false' },
    };
    return { ...statement, Condition };
  });
};

/** An index has other keys. */
function isOnTable({ Action, Resource }) {
  const isOfLedger = [Action].flat().every((action) => action.startsWith('dynamodb:'));
  return isOfLedger && !JSON.stringify(Resource).includes('/index/');
}

exports.KINDS = KINDS;
