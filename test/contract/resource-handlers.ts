/**
 * What CloudFormation calls in the deployer's name to make, read, change and remove a resource of each type:
 * `handlers.*.permissions` of CloudFormation's resource schemas, less those of `list`, as pulumi-aws-native carries them
 * (November 2026). Rules and bus policies have no schema with handlers: theirs are from the guides of the APIs.
 */
export const HANDLERS: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::Role': of(
    'iam',
    'AttachRolePolicy CreateRole DeleteRole DeleteRolePermissionsBoundary DeleteRolePolicy DetachRolePolicy GetRole',
    'GetRolePolicy ListAttachedRolePolicies ListRolePolicies PutRolePermissionsBoundary PutRolePolicy TagRole UntagRole',
    'UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription',
  ),
  'AWS::Lambda::Function': [
    ...of(
      'lambda',
      'CreateFunction DeleteFunction DeleteFunctionCodeSigningConfig DeleteFunctionConcurrency GetCodeSigningConfig',
      'GetFunction GetFunctionCodeSigningConfig GetLayerVersion GetRuntimeManagementConfig ListTags',
      'PutFunctionCodeSigningConfig PutFunctionConcurrency PutRuntimeManagementConfig TagResource UntagResource',
      'UpdateFunctionCode UpdateFunctionConfiguration',
    ),
    ...of('ec2', 'DescribeNetworkInterfaces DescribeSecurityGroups DescribeSubnets DescribeVpcs'),
    ...of('s3', 'GetObject GetObjectVersion'),
    ...of('kms', 'CreateGrant Decrypt Encrypt GenerateDataKey'),
    'elasticfilesystem:DescribeMountTargets',
    'iam:PassRole',
  ],
  'AWS::Lambda::Permission': of('lambda', 'AddPermission GetPolicy RemovePermission'),
  'AWS::Lambda::EventInvokeConfig': of(
    'lambda',
    'DeleteFunctionEventInvokeConfig GetFunctionEventInvokeConfig PutFunctionEventInvokeConfig',
    'UpdateFunctionEventInvokeConfig',
  ),
  'AWS::StepFunctions::StateMachine': [
    ...of(
      'states',
      'CreateStateMachine DeleteStateMachine DescribeStateMachine ListTagsForResource TagResource UntagResource',
      'UpdateStateMachine',
    ),
    ...of('kms', 'Decrypt DescribeKey GenerateDataKey'),
    'iam:PassRole',
    's3:GetObject',
  ],
  'AWS::DynamoDB::Table': [
    ...of(
      'dynamodb',
      'CreateTable DeleteResourcePolicy DeleteTable DescribeContinuousBackups DescribeContributorInsights DescribeImport',
      'DescribeKinesisStreamingDestination DescribeTable DescribeTimeToLive DisableKinesisStreamingDestination',
      'EnableKinesisStreamingDestination GetResourcePolicy ImportTable ListTagsOfResource PutResourcePolicy TagResource',
      'UntagResource UpdateContinuousBackups UpdateContributorInsights UpdateKinesisStreamingDestination UpdateTable',
      'UpdateTimeToLive',
    ),
    ...of('kinesis', 'DescribeStream PutRecords'),
    ...of('kms', 'CreateGrant Decrypt DescribeKey Encrypt ListAliases RevokeGrant'),
    ...of('logs', 'CreateLogGroup CreateLogStream DescribeLogGroups DescribeLogStreams PutLogEvents'),
    ...of('s3', 'GetObject GetObjectMetadata ListBucket'),
    'iam:CreateServiceLinkedRole',
    'logs:PutRetentionPolicy',
  ],
  'AWS::Events::EventBus': of(
    'events',
    'CreateEventBus DeleteEventBus DescribeEventBus ListTagsForResource PutPermission TagResource UntagResource',
  ),
  'AWS::Events::EventBusPolicy': of('events', 'DescribeEventBus PutPermission RemovePermission'),
  'AWS::Events::Rule': [
    ...of(
      'events',
      'DeleteRule DescribeRule ListTagsForResource ListTargetsByRule PutRule PutTargets RemoveTargets TagResource',
      'UntagResource',
    ),
    'iam:PassRole',
  ],
  'AWS::Events::Connection': [
    ...of('events', 'CreateConnection DeleteConnection DescribeConnection UpdateConnection'),
    ...of('secretsmanager', 'CreateSecret GetSecretValue PutSecretValue UpdateSecret'),
    'iam:CreateServiceLinkedRole',
  ],
  'AWS::Events::ApiDestination': of(
    'events',
    'CreateApiDestination DeleteApiDestination DescribeApiDestination UpdateApiDestination',
  ),
  'AWS::SQS::Queue': of(
    'sqs',
    'CreateQueue DeleteQueue GetQueueAttributes GetQueueUrl ListQueueTags SetQueueAttributes TagQueue UntagQueue',
  ),
  'AWS::SQS::QueuePolicy': of('sqs', 'SetQueueAttributes'),
  'AWS::CloudWatch::Alarm': of(
    'cloudwatch',
    'DeleteAlarms DescribeAlarms ListTagsForResource PutMetricAlarm TagResource UntagResource',
  ),
  'AWS::CloudWatch::Dashboard': of('cloudwatch', 'DeleteDashboards GetDashboard PutDashboard'),
  'AWS::Logs::LogGroup': [
    ...of(
      'logs',
      'AssociateKmsKey CreateLogDelivery CreateLogGroup DeleteDataProtectionPolicy DeleteLogGroup DeleteRetentionPolicy',
      'DescribeLogGroups DescribeResourcePolicies DisassociateKmsKey GetDataProtectionPolicy ListTagsForResource',
      'PutDataProtectionPolicy PutResourcePolicy PutRetentionPolicy TagResource UntagResource',
    ),
    'firehose:TagDeliveryStream',
    's3:REST.PUT.OBJECT',
  ],
  // The schema says DescribeQueryDefinition, an action that IAM does not know.
  'AWS::Logs::QueryDefinition': of(
    'logs',
    'DeleteQueryDefinition DescribeQueryDefinitions PutQueryDefinition',
  ),
  'AWS::S3::Bucket': [
    ...of(
      's3',
      'CreateBucket CreateBucketMetadataTableConfiguration DeleteBucket DeleteBucketAnalyticsConfiguration',
      'DeleteBucketCors DeleteBucketEncryption DeleteBucketLifecycle DeleteBucketMetadataTableConfiguration',
      'DeleteBucketMetricsConfiguration DeleteBucketReplication DeleteBucketWebsite DeleteObject',
      'GetAccelerateConfiguration GetAnalyticsConfiguration GetBucketAcl GetBucketCORS GetBucketLogging',
      'GetBucketMetadataTableConfiguration GetBucketNotification GetBucketObjectLockConfiguration',
      'GetBucketOwnershipControls GetBucketPublicAccessBlock GetBucketTagging GetBucketVersioning GetBucketWebsite',
      'GetEncryptionConfiguration GetIntelligentTieringConfiguration GetInventoryConfiguration',
      'GetLifecycleConfiguration GetMetricsConfiguration GetReplicationConfiguration ListBucket',
      'PutAccelerateConfiguration PutAnalyticsConfiguration PutBucketAcl PutBucketCORS PutBucketLogging',
      'PutBucketNotification PutBucketObjectLockConfiguration PutBucketOwnershipControls PutBucketPublicAccessBlock',
      'PutBucketReplication PutBucketTagging PutBucketVersioning PutBucketWebsite PutEncryptionConfiguration',
      'PutIntelligentTieringConfiguration PutInventoryConfiguration PutLifecycleConfiguration PutMetricsConfiguration',
      'PutObjectAcl PutObjectLockConfiguration PutReplicationConfiguration',
      'UpdateBucketMetadataInventoryTableConfiguration UpdateBucketMetadataJournalTableConfiguration',
    ),
    ...of(
      's3tables',
      'CreateNamespace CreateTable CreateTableBucket GetTable GetTableMetadataLocation PutTableEncryption',
      'PutTablePolicy UpdateTableMetadataLocation',
    ),
    'iam:PassRole',
  ],
  'AWS::S3::BucketPolicy': of('s3', 'DeleteBucketPolicy GetBucketPolicy PutBucketPolicy'),
};

interface Exception {
  readonly type: string;
  readonly actions: RegExp;
  /** They serve these properties, which no template of ours has. */
  readonly properties?: readonly string[];
  /** Else why the deployer's policy goes without. */
  readonly because?: string;
}

/** Calls that the handlers may make, and do not for our templates. */
export const NOT_CALLED: readonly Exception[] = [
  {
    type: 'AWS::IAM::Role',
    actions: /:(Attach|Detach)RolePolicy$/,
    properties: ['ManagedPolicyArns'],
  },
  { type: 'AWS::IAM::Role', actions: /:UpdateRoleDescription$/, properties: ['Description'] },
  {
    type: 'AWS::Lambda::Function',
    actions: /FunctionConcurrency$/,
    properties: ['ReservedConcurrentExecutions'],
  },
  {
    type: 'AWS::Lambda::Function',
    actions: /:(Get|PutFunction|DeleteFunction)CodeSigningConfig$/,
    properties: ['CodeSigningConfigArn'],
  },
  { type: 'AWS::Lambda::Function', actions: /:GetLayerVersion$/, properties: ['Layers'] },
  {
    type: 'AWS::Lambda::Function',
    actions: /:PutRuntimeManagementConfig$/,
    properties: ['RuntimeManagementConfig'],
  },
  {
    type: 'AWS::Lambda::Function',
    actions: /^elasticfilesystem:/,
    properties: ['FileSystemConfigs'],
  },
  {
    type: 'AWS::StepFunctions::StateMachine',
    actions: /^s3:/,
    properties: ['DefinitionS3Location'],
  },
  {
    type: 'AWS::DynamoDB::Table',
    actions: /Import|^s3:|^logs:/,
    properties: ['ImportSourceSpecification'],
  },
  {
    type: 'AWS::DynamoDB::Table',
    actions: /^kinesis:|:(Enable|Disable|Update)Kinesis/,
    properties: ['KinesisStreamSpecification'],
  },
  {
    type: 'AWS::DynamoDB::Table',
    actions: /:UpdateContributorInsights$|^iam:CreateServiceLinkedRole$/,
    properties: ['ContributorInsightsSpecification'],
  },
  {
    type: 'AWS::DynamoDB::Table',
    actions: /:(Put|Delete)ResourcePolicy$/,
    properties: ['ResourcePolicy', 'StreamSpecification'],
  },
  {
    type: 'AWS::Logs::LogGroup',
    actions: /:(Put|Delete)DataProtectionPolicy$|LogDelivery|^s3:|^firehose:/,
    properties: ['DataProtectionPolicy'],
  },
  {
    type: 'AWS::Logs::LogGroup',
    actions: /ResourcePolic(y|ies)$/,
    properties: ['ResourcePolicyDocument'],
  },
  {
    type: 'AWS::S3::Bucket',
    actions:
      /^s3tables:|Accelerate|Analytics|Acl$|C(ors|ORS)$|Logging|MetadataTable|Notification|ObjectLock|Ownership|Website|Tiering|Inventory|Lifecycle|Metrics|Replication|MetadataJournal|^iam:|:DeleteObject$/,
    properties: [
      ...['AccelerateConfiguration', 'AccessControl', 'AnalyticsConfigurations', 'CorsConfiguration'],
      ...[
        'LoggingConfiguration',
        'MetadataTableConfiguration',
        'MetadataConfiguration',
        'MetricsConfigurations',
      ],
      ...[
        'NotificationConfiguration',
        'ObjectLockConfiguration',
        'OwnershipControls',
        'WebsiteConfiguration',
      ],
      ...['IntelligentTieringConfigurations', 'InventoryConfigurations', 'LifecycleConfiguration'],
      'ReplicationConfiguration',
    ],
  },
  {
    type: 'AWS::S3::Bucket',
    actions: /:(DeleteBucketEncryption|GetBucketTagging)$/,
    because: 'the framework never takes the encryption away, and nobody reads the tags of its bucket',
  },
  {
    type: 'AWS::Lambda::Function',
    actions: /^s3:GetObjectVersion$/,
    because: 'no S3ObjectVersion is named',
  },
];

/** Of the deployer's rights on the key, docs/deploy.md tells. */
export const OF_THE_KEY = /^kms:/;

function of(service: string, ...actions: string[]): string[] {
  return actions
    .join(' ')
    .split(' ')
    .map((action) => `${service}:${action}`);
}
