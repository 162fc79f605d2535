import type { JsonObject } from './read-template.ts';

/** Where the stack lives: what pseudo parameters and ARNs are made of. */
export interface StackPlace {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly stackName: string;
  /** Of the sandbox's endpoint: queue URLs start with it. */
  readonly endpoint: string;
}

export interface ResourceIdentity {
  /** What `Ref` answers. */
  readonly ref: string;
  /** What `Fn::GetAtt` answers, by attribute name. */
  readonly attributes: Readonly<Record<string, string>>;
}

interface Naming {
  readonly place: StackPlace;
  readonly logicalId: string;
  /** The resolved value of a property, or what CloudFormation would make up. */
  name(property: string): string;
  property(name: string): unknown;
}

type Identify = (naming: Naming) => ResourceIdentity;

const arn = ({ partition, region, accountId }: StackPlace, service: string, resource: string) =>
  `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
const globalArn = ({ partition, accountId }: StackPlace, service: string, resource: string) =>
  `arn:${partition}:${service}::${accountId}:${resource}`;

/** Their ARNs end in an id that AWS makes up. */
const destinationId = '00000000-0000-4000-8000-000000000000';

/** Types that behave in the sandbox as they do on AWS, as README.md says. */
export const wiredTypes: Readonly<Record<string, Identify>> = {
  'AWS::CloudWatch::Alarm': named('cloudwatch', 'AlarmName', (alarm) => `alarm:${alarm}`),
  'AWS::DynamoDB::Table': ({ place, name }) => {
    const table = name('TableName');
    return { ref: table, attributes: { Arn: arn(place, 'dynamodb', `table/${table}`) } };
  },
  'AWS::Events::ApiDestination': ({ place, name }) => {
    const destination = arn(place, 'events', `api-destination/${name('Name')}`);
    return {
      ref: name('Name'),
      attributes: { Arn: `${destination}/${destinationId}`, ArnForPolicy: destination },
    };
  },
  'AWS::Events::Connection': ({ place, name }) => {
    const connection = arn(place, 'events', `connection/${name('Name')}`);
    const secret = arn(place, 'secretsmanager', `secret:events!connection/${name('Name')}`);
    return {
      ref: name('Name'),
      attributes: { Arn: `${connection}/${destinationId}`, ArnForPolicy: connection, SecretArn: secret },
    };
  },
  'AWS::Events::EventBus': ({ place, name }) => {
    const bus = name('Name');
    return { ref: bus, attributes: { Name: bus, Arn: arn(place, 'events', `event-bus/${bus}`) } };
  },
  'AWS::Events::Rule': ({ place, name, property }) => {
    const bus = property('EventBusName');
    const busName = typeof bus === 'string' ? bus.replace(/^arn:.*:event-bus\//, '') : 'default';
    const path = busName === 'default' ? name('Name') : `${busName}/${name('Name')}`;
    return { ref: path.replace('/', '|'), attributes: { Arn: arn(place, 'events', `rule/${path}`) } };
  },
  'AWS::Events::EventBusPolicy': logical,
  'AWS::IAM::ManagedPolicy': ({ place, name }) => {
    const policyArn = globalArn(place, 'iam', `policy/${name('ManagedPolicyName')}`);
    return { ref: policyArn, attributes: { PolicyArn: policyArn } };
  },
  'AWS::IAM::Policy': logical,
  'AWS::IAM::Role': ({ place, name, property }) => {
    const path = property('Path');
    const role = `role${typeof path === 'string' ? path : '/'}${name('RoleName')}`;
    return {
      ref: name('RoleName'),
      attributes: { Arn: globalArn(place, 'iam', role), RoleId: 'AROASANDBOX' },
    };
  },
  'AWS::Lambda::Function': ({ place, name }) => {
    const functionName = name('FunctionName');
    return { ref: functionName, attributes: { Arn: arn(place, 'lambda', `function:${functionName}`) } };
  },
  'AWS::Lambda::EventInvokeConfig': ({ logicalId }) => ({ ref: logicalId, attributes: {} }),
  'AWS::Lambda::Permission': logical,
  'AWS::SQS::Queue': ({ place, name, property }) => {
    const queue = name('QueueName');
    const queueName = property('FifoQueue') === true && !queue.endsWith('.fifo') ? `${queue}.fifo` : queue;
    const url = `${place.endpoint}/${place.accountId}/${queueName}`;
    return {
      ref: url,
      attributes: { Arn: arn(place, 'sqs', queueName), QueueName: queueName, QueueUrl: url },
    };
  },
  'AWS::SQS::QueuePolicy': logical,
  'AWS::StepFunctions::StateMachine': ({ place, name }) => {
    const machine = name('StateMachineName');
    const machineArn = arn(place, 'states', `stateMachine:${machine}`);
    return { ref: machineArn, attributes: { Arn: machineArn, Name: machine } };
  },
};

/** Types that deploy something the sandbox has no behaviour for: accepted by name, and inert. */
export const inertTypes: Readonly<Record<string, Identify>> = {
  'AWS::CloudWatch::CompositeAlarm': named('cloudwatch', 'AlarmName', (alarm) => `alarm:${alarm}`),
  'AWS::CloudWatch::Dashboard': named('cloudwatch', 'DashboardName', (dashboard) => `dashboard/${dashboard}`),
  'AWS::KMS::Alias': ({ property, logicalId }) => ({
    ref: String(property('AliasName') ?? logicalId),
    attributes: {},
  }),
  'AWS::KMS::Key': ({ place, logicalId }) => ({
    ref: logicalId,
    attributes: { Arn: arn(place, 'kms', `key/${logicalId}`), KeyId: logicalId },
  }),
  'AWS::Lambda::Version': ({ property, place }) => {
    const functionName = String(property('FunctionName')).replace(/^arn:.*:function:/, '');
    return { ref: arn(place, 'lambda', `function:${functionName}:1`), attributes: { Version: '1' } };
  },
  'AWS::Logs::LogGroup': ({ place, name }) => {
    const group = name('LogGroupName');
    return { ref: group, attributes: { Arn: arn(place, 'logs', `log-group:${group}:*`) } };
  },
  'AWS::Logs::MetricFilter': logical,
  'AWS::Logs::QueryDefinition': logical,
  'AWS::Logs::ResourcePolicy': logical,
  'AWS::S3::Bucket': ({ place, name }) => {
    const bucket = name('BucketName').toLowerCase();
    return { ref: bucket, attributes: { Arn: `arn:${place.partition}:s3:::${bucket}` } };
  },
  'AWS::S3::BucketPolicy': logical,
  'AWS::SNS::Subscription': logical,
  'AWS::SNS::Topic': ({ place, name }) => {
    const topic = name('TopicName');
    const topicArn = arn(place, 'sns', topic);
    return { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: topic } };
  },
  'AWS::SNS::TopicPolicy': logical,
};

/** What a resource of this type is called; `undefined` for a type that the sandbox does not support. */
export function identifyResource(
  type: string,
  logicalId: string,
  place: StackPlace,
  property: (name: string) => unknown,
): ResourceIdentity | undefined {
  const identify = wiredTypes[type] ?? inertTypes[type];
  return identify?.({
    place,
    logicalId,
    property,
    name: (name) => {
      const value = property(name);
      return typeof value === 'string' && value !== '' ? value : `${place.stackName}-${logicalId}`;
    },
  });
}

export function propertiesOf(resource: JsonObject): JsonObject {
  return (resource.Properties ?? {}) as JsonObject;
}

function logical({ logicalId }: Naming): ResourceIdentity {
  return { ref: logicalId, attributes: {} };
}

function named(service: string, property: string, resource: (name: string) => string): Identify {
  return ({ place, name }) => ({
    ref: name(property),
    attributes: { Arn: arn(place, service, resource(name(property))) },
  });
}
