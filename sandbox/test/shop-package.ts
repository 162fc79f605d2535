import {
  everythingRole,
  logicalIdOf,
  permissionToInvoke,
  permissionToSend,
  roleThat,
  writePackage,
} from './write-package.ts';

const getArn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const target = (id: string, arn: unknown, more: object = {}) => ({ Id: id, Arn: arn, ...more });

/** Calls the endpoint as an SDK client would, with nothing but what Lambda gives a function. */
const callAws = `
const callAws = async (service, target, body) => {
  const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_REGION } = process.env;
  const response = await fetch(AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      'x-amz-date': '20260101T000000Z',
      authorization: \`AWS4-HMAC-SHA256 Credential=\${AWS_ACCESS_KEY_ID}/20260101/\${AWS_REGION}/\${service}/aws4_request, SignedHeaders=host, Signature=0\`,
    },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.message ?? answer.Message), { name: answer.__type });
  return answer;
};
`;

/**
 * A small shop: an order on its bus starts a machine that reserves, waits, asks for approval by token and ships;
 * what nobody takes ends in the queue.
 */
export function writeShopPackage(): string {
  return writePackage({
    functions: {
      reserve: `export const handler = async ({ order }) => {
        if (order.isSlow) { console.log('reserving slowly'); await new Promise((done) => setTimeout(done, 1000)); }
        if (order.isUnknown) throw Object.assign(new Error('no such article'), { name: 'ArticleUnknown' });
        return { reservedAt: Date.now() };
      };`,
      askApproval: `${callAws}
        export const handler = async ({ token, orderId }) => {
          await callAws('dynamodb', 'DynamoDB_20120810.PutItem', { TableName: process.env.TABLE, Item: { id: { S: orderId }, token: { S: token } } });
        };`,
      ship: `${callAws}
        export const handler = async ({ orderId }) => {
          const entries = [{ Source: 'shop', DetailType: 'OrderShipped', Detail: JSON.stringify({ orderId }), EventBusName: process.env.BUS }];
          return callAws('events', 'AWSEvents.PutEvents', { Entries: entries });
        };`,
      audit: `let calls = 0; export const handler = async (event) => { console.log(JSON.stringify({ call: ++calls, event })); if (event.detail.isBroken) throw new Error('broken'); };`,
    },
    functionProperties: {
      askApproval: { Environment: { Variables: { TABLE: { Ref: 'Orders' } } } },
      ship: { Environment: { Variables: { BUS: { Ref: 'Shop' } } } },
    },
    resources: {
      Shop: { Type: 'AWS::Events::EventBus', Properties: { Name: 'shop' } },
      Archive: { Type: 'AWS::Events::EventBus', Properties: { Name: 'archive' } },
      Undelivered: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'undelivered' } },
      Archived: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'archived' } },
      Orders: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          TableName: 'orders',
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [
            { AttributeName: 'id', AttributeType: 'S' },
            { AttributeName: 'state', AttributeType: 'S' },
          ],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          GlobalSecondaryIndexes: [
            {
              IndexName: 'byState',
              KeySchema: [{ AttributeName: 'state', KeyType: 'HASH' }],
              Projection: { ProjectionType: 'ALL' },
            },
          ],
        },
      },
      OnOrder: {
        Type: 'AWS::Events::Rule',
        Properties: {
          Name: 'on-order',
          EventBusName: { Ref: 'Shop' },
          EventPattern: { 'detail-type': ['OrderPlaced'] },
          Targets: [
            target(
              'machine',
              { Ref: 'SellMachine' },
              {
                RoleArn: everythingRole,
                InputPath: '$.detail',
                DeadLetterConfig: { Arn: getArn('Undelivered') },
                RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3600 },
              },
            ),
            target('archive', getArn('Archive'), { RoleArn: everythingRole }),
          ],
        },
      },
      OnArchive: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventBusName: { Ref: 'Archive' },
          EventPattern: { source: [{ prefix: '' }] },
          Targets: [target('queue', getArn('Archived')), target('audit', getArn(logicalIdOf('audit')))],
        },
      },
      AuditRetries: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: {
          FunctionName: { Ref: logicalIdOf('audit') },
          Qualifier: '$LATEST',
          DestinationConfig: { OnFailure: { Destination: getArn('Undelivered') } },
        },
      },
      SellMachine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          StateMachineName: 'sell',
          RoleArn: getArn('SellRole'),
          DefinitionString: {
            'Fn::Sub': [
              JSON.stringify({
                StartAt: 'Reserve',
                TimeoutSeconds: 604800,
                States: {
                  Reserve: {
                    Type: 'Task',
                    Resource: '${reserve}',
                    Parameters: { 'order.$': '$' },
                    TimeoutSeconds: 60,
                    ResultPath: '$.reservation',
                    Retry: [{ ErrorEquals: ['Runtime.ExitError'], IntervalSeconds: 2, MaxAttempts: 2 }],
                    Next: 'CoolDown',
                  },
                  CoolDown: { Type: 'Wait', Seconds: 3600, Next: 'AskApproval' },
                  AskApproval: {
                    Type: 'Task',
                    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
                    Parameters: {
                      FunctionName: '${askApproval}',
                      Payload: { 'token.$': '$$.Task.Token', 'orderId.$': '$.orderId' },
                    },
                    TimeoutSeconds: 86400,
                    ResultPath: '$.approval',
                    Next: 'Ship',
                  },
                  Ship: {
                    Type: 'Task',
                    Resource: 'arn:aws:states:::lambda:invoke',
                    Parameters: { FunctionName: '${ship}', 'Payload.$': '$' },
                    TimeoutSeconds: 60,
                    ResultSelector: { 'failed.$': '$.Payload.FailedEntryCount' },
                    ResultPath: '$.shipping',
                    End: true,
                  },
                },
              }),
              {
                reserve: getArn(logicalIdOf('reserve')),
                askApproval: getArn(logicalIdOf('askApproval')),
                ship: getArn(logicalIdOf('ship')),
              },
            ],
          },
        },
      },
      SellRole: roleThat(undefined, { RoleName: 'sell' }),
      MayAudit: permissionToInvoke('audit'),
      MaySend: permissionToSend('Undelivered', 'Archived'),
    },
  });
}
