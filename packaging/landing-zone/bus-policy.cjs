'use strict';

/** What others may put on the bus: wishes and announcements, never outcomes. Only the stack's account reconciles. */
const FROM_OUTSIDE = ['PortfolioShareRequested', 'PortfolioShareApprovalDecided', 'AccountVended'];

/** What the forwarder stack sends from the management account's default bus (packaging/account-event-pattern.yml). */
const FORWARDED = {
  sources: ['aws.controltower', 'aws.organizations', 'oc.org-formation'],
  detailTypes: [
    'AWS Service Event via CloudTrail',
    'AWS API Call via CloudTrail',
    'events.org-formation.com',
  ],
};

const BUS = 'FoliocastBus';

/** EventBridge's limit on a statement's id, which is unique in an account and Region across buses. */
const LONGEST_STATEMENT_ID = 64;

/**
 * Who may put what on the bus. An Allow does not limit principals of the bus's own account, whose identity
 * policies are enough: so nobody but the roles of this stack speaks as Foliocast, by a Deny.
 */
exports.applyBusPolicy = (resources, { organizationId, managementAccountId }, refuse) => {
  if (!resources[BUS]) return;
  const addStatement = (name, statement) => {
    const id = `${resources[BUS].Properties.Name}-${name}`;
    if (id.length > LONGEST_STATEMENT_ID) {
      refuse(
        `stage makes the statement id ${id}: expected at most ${LONGEST_STATEMENT_ID} characters, not ${id.length}`,
      );
    }
    resources[`${BUS}${name}`] = busPolicy(id, statement);
  };
  addStatement('OrganizationAsks', {
    Effect: 'Allow',
    Principal: '*',
    Condition: {
      // A policy variable: the organization that owns the bus, whichever that is.
      StringEquals: { 'aws:PrincipalOrgID': organizationId || '${aws:ResourceOrgID}' },
      // Else it would let every principal of this account ask, whatever its own policies say.
      StringNotEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } },
      ...onlyThese({ 'events:detail-type': FROM_OUTSIDE }),
    },
  });
  addStatement('OnlyFoliocastSpeaksAsFoliocast', {
    Effect: 'Deny',
    Principal: '*',
    Condition: {
      'ForAnyValue:StringLike': { 'events:source': 'foliocast*' },
      ArnNotEquals: { 'aws:PrincipalArn': rolesThatPutEvents(resources) },
    },
  });
  if (!managementAccountId) return;
  addStatement('ManagementAccountForwards', {
    Effect: 'Allow',
    Principal: { AWS: { 'Fn::Sub': `arn:\${AWS::Partition}:iam::${managementAccountId}:root` } },
    Condition: onlyThese({ 'events:source': FORWARDED.sources, 'events:detail-type': FORWARDED.detailTypes }),
  });
};

/** Both keys have a value for each entry of a call; without the Null check a call without any would pass. */
function onlyThese(allowed) {
  const names = Object.keys(allowed);
  return {
    'ForAllValues:StringEquals': allowed,
    Null: Object.fromEntries(names.map((name) => [name, 'false'])),
  };
}

function rolesThatPutEvents(resources) {
  return Object.entries(resources)
    .filter(([, { Type, Properties }]) => Type === 'AWS::IAM::Role' && mayPutEvents(Properties))
    .map(([logicalId]) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] }));
}

function mayPutEvents({ Policies = [] }) {
  const statements = Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  return statements.some(({ Action }) => [Action].flat().includes('events:PutEvents'));
}

function busPolicy(StatementId, statement) {
  return {
    Type: 'AWS::Events::EventBusPolicy',
    Properties: {
      EventBusName: { Ref: BUS },
      StatementId,
      Statement: {
        ...statement,
        Action: 'events:PutEvents',
        Resource: { 'Fn::GetAtt': [BUS, 'Arn'] },
      },
    },
  };
}
