'use strict';

/** How each resource type names its key. The key's own policy must let the services of the README use it. */
const WITH_KEY = {
  'AWS::DynamoDB::Table': (properties, key) => {
    properties.SSESpecification = { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: key };
  },
  'AWS::SQS::Queue': (properties, key) => {
    delete properties.SqsManagedSseEnabled;
    properties.KmsMasterKeyId = key;
  },
  'AWS::Events::EventBus': (properties, key) => {
    properties.KmsKeyIdentifier = key;
  },
  'AWS::Logs::LogGroup': (properties, key) => {
    properties.KmsKeyId = key;
  },
  'AWS::Lambda::Function': (properties, key) => {
    properties.KmsKeyArn = key;
  },
  'AWS::StepFunctions::StateMachine': (properties, key) => {
    properties.EncryptionConfiguration = { Type: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyId: key };
  },
  // Functions read the table and put events, machines read their own state, rules start them.
  'AWS::IAM::Role': (properties, key) => {
    if (!meetsData(properties)) return;
    properties.Policies.push({
      PolicyName: 'use-customer-managed-key',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: key }],
      },
    });
  },
};

/** Roles by which a rule calls another bus or an API destination read and write nothing that the key encrypts. */
function meetsData({ Policies }) {
  const statements = Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  return statements.some(({ Action }) =>
    [Action].flat().some((action) => /^(logs|lambda|states):/.test(action)),
  );
}

/** With `busKey` AWS_OWNED, the bus keeps AWS's own key. */
exports.applyKey = (resources, { kmsKeyArn, busKey }) => {
  if (!kmsKeyArn) return;
  for (const { Type, Properties } of Object.values(resources))
    if (busKey !== 'AWS_OWNED' || Type !== 'AWS::Events::EventBus') WITH_KEY[Type]?.(Properties, kmsKeyArn);
  keepWhatTheKeyFails(resources);
};

/** The bus keeps events that it cannot encrypt or decrypt, as AWS recommends: the key may be denied or disabled. */
function keepWhatTheKeyFails(resources) {
  const { UndeliveredEvents: queue, UndeliveredEventsPolicy: policy } = resources;
  for (const [id, { Properties }] of Object.entries(resources)) {
    if (!queue || !Properties.KmsKeyIdentifier) continue;
    Properties.DeadLetterConfig = { Arn: { 'Fn::GetAtt': ['UndeliveredEvents', 'Arn'] } };
    const [admitted] = policy.Properties.PolicyDocument.Statement;
    admitted.Condition.ArnEquals['aws:SourceArn'].push({ 'Fn::GetAtt': [id, 'Arn'] });
  }
}
