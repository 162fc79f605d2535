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

/**
 * The statements of a role. Those on the ledger's table are limited to items of these kinds, and of these to what the
 * statement says it is for, if it does: `Condition: { Items: [QUEUE] }`, since the framework takes no word of its own.
 */
exports.divideLedger = (statements, code) => {
  const ofCode = kindsIn(code);
  return statements.map((statement) => {
    if (!isOnTable(statement)) return statement;
    const { Items = ofCode } = statement.Condition ?? {};
    const kinds = Items.filter((kind) => ofCode.includes(kind));
    if (kinds.length === 0)
      throw new Error(
        `A statement of serverless.yml allows ${[statement.Action].flat().join(', ')} on items of ${Items.join(', ') || 'the ledger'}: expected kinds that the code names, which are ${ofCode.join(', ') || 'none'}`,
      );
    const keys = kinds.flatMap((kind) => [kind, `${kind}#*`]);
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
