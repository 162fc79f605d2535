'use strict';

/** The name of the table that a template's functions use. @returns undefined for a template without functions */
exports.ledgerOf = (Resources) => {
  for (const { Type, Properties } of Object.values(Resources)) {
    const name = Type === 'AWS::Lambda::Function' && Properties.Environment?.Variables?.LEDGER_TABLE;
    if (name) return typeof name === 'string' ? name : Resources[name.Ref].Properties.TableName;
  }
  return undefined;
};
