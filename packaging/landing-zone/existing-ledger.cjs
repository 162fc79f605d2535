'use strict';

const LEDGER = 'LedgerTable';

/**
 * The ledger outlives its stack. A stack that is deployed after it uses the table by its name and does not own
 * it, since CloudFormation cannot create what is there, and importing it is a step by hand.
 */
exports.applyExistingLedger = (template, name) => {
  if (!name || !template.Resources[LEDGER]) return;
  delete template.Resources[LEDGER];
  const arn = `arn:\${AWS::Partition}:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/${name}`;
  for (const section of ['Resources', 'Outputs'])
    template[section] = JSON.parse(JSON.stringify(template[section] ?? {}), (_, value) => {
      if (value?.Ref === LEDGER) return name;
      if (value?.['Fn::GetAtt']?.[0] === LEDGER) return { 'Fn::Sub': arn };
      if (typeof value?.['Fn::Sub'] === 'string')
        return {
          'Fn::Sub': value['Fn::Sub'].replaceAll(`\${${LEDGER}.Arn}`, arn).replaceAll(`\${${LEDGER}}`, name),
        };
      return value;
    });
};
