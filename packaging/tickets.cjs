'use strict';

const OUTCOMES = ['PortfolioShareCompleted', 'PortfolioShareCompletedWithErrors', 'PortfolioShareFailed'];
const NOTICES = ['PortfolioShareRefused', 'PortfolioShareApprovalRequested'];

/** Delivers outcomes to a ticket system, where config.yml has one; without, the template has nothing of it. */
class Tickets {
  constructor(serverless) {
    // Before the landing zone's plugin, which sets names and boundaries of all roles.
    this.hooks = { 'after:aws:package:finalize:mergeCustomProviderResources': () => apply(serverless) };
  }
}

async function apply({ service }) {
  const { configPath, readConfig } = await import('./read-config.ts');
  const { pathsIn } = await import('../core/outcome/ticket-template.ts');
  const { tickets } = await readConfig(configPath());
  if (!tickets) return;
  const { Resources } = service.provider.compiledCloudFormationTemplate;
  const name = `${service.service}-${service.provider.stage}-tickets`;
  Object.assign(Resources, {
    TicketConnection: connection(name, tickets),
    TicketDestination: destination(name, tickets, pathsIn),
    TicketOutcomes: rule(tickets, pathsIn),
    CallTicketSystemRole: role(name),
  });
  const [statement] = Resources.UndeliveredEventsPolicy.Properties.PolicyDocument.Statement;
  statement.Condition.ArnEquals['aws:SourceArn'].push({ 'Fn::GetAtt': ['TicketOutcomes', 'Arn'] });
}

/** CloudFormation reads the secret when it deploys; neither the repository nor the template ever holds it. */
function connection(Name, { authorizationHeader, secretArn, secretKey }) {
  const secret = `${secretArn}:SecretString${secretKey ? `:${secretKey}` : ''}`;
  return {
    Type: 'AWS::Events::Connection',
    Properties: {
      Name,
      AuthorizationType: 'API_KEY',
      AuthParameters: {
        ApiKeyAuthParameters: {
          ApiKeyName: authorizationHeader,
          ApiKeyValue: `{{resolve:secretsmanager:${secret}}}`,
        },
      },
    },
  };
}

function destination(Name, { url, method, requestsPerSecond }, pathsIn) {
  const InvocationEndpoint = pathsIn(url).reduce(
    (endpoint, path) => endpoint.replaceAll(`<${path}>`, '*'),
    url,
  );
  return {
    Type: 'AWS::Events::ApiDestination',
    Properties: {
      Name,
      ConnectionArn: { 'Fn::GetAtt': ['TicketConnection', 'Arn'] },
      HttpMethod: method,
      InvocationEndpoint,
      InvocationRateLimitPerSecond: requestsPerSecond,
    },
  };
}

/**
 * Outcomes, refusals, and that an approval is awaited, with its question. A repeat of an outcome is not delivered
 * where the ticket was told; one that may be the first is. The others may come twice, under one id each: refusalId, approvalId.
 */
function rule({ url, body, system, retry }, pathsIn) {
  const ticket = { id: [{ exists: true }], ...(system && { system: [system] }) };
  const inUrl = [...url.matchAll(/<(\$[^>]*)>/g)].map(([, path]) => path);
  return {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: { 'Fn::GetAtt': ['FoliocastBus', 'Name'] },
      Description: 'Tells the ticket system what becomes of requests that carry a ticket',
      State: 'ENABLED',
      EventPattern: {
        source: ['foliocast'],
        account: [{ Ref: 'AWS::AccountId' }],
        $or: [
          { 'detail-type': OUTCOMES, detail: { delivery: { repeat: [false] }, ticket } },
          { 'detail-type': OUTCOMES, detail: { delivery: { unconfirmed: [true] }, ticket } },
          { 'detail-type': NOTICES, detail: { ticket } },
        ],
      },
      Targets: [
        {
          Id: 'ticket-system',
          Arn: { 'Fn::GetAtt': ['TicketDestination', 'Arn'] },
          RoleArn: { 'Fn::GetAtt': ['CallTicketSystemRole', 'Arn'] },
          InputTransformer: transformer(body, pathsIn),
          ...(inUrl.length > 0 && { HttpParameters: { PathParameterValues: inUrl } }),
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['UndeliveredEvents', 'Arn'] } },
          RetryPolicy: {
            MaximumEventAgeInSeconds: retry.oldestSeconds,
            MaximumRetryAttempts: retry.attempts,
          },
        },
      ],
    },
  };
}

/** An input transformer takes names, which stand for paths; the operator writes the paths themselves. */
function transformer(body, pathsIn) {
  const named = pathsIn(body).map((path, index) => [`p${index + 1}`, path]);
  return {
    InputPathsMap: Object.fromEntries(named),
    InputTemplate: named.reduce(
      (template, [name, path]) => template.replaceAll(`<${path}>`, `<${name}>`),
      body,
    ),
  };
}

/** The service authorization reference has no id at the end of a destination's ARN, and Arn itself has one: both count. */
function arnOf(destination) {
  return {
    'Fn::Sub': `arn:\${AWS::Partition}:events:\${AWS::Region}:\${AWS::AccountId}:api-destination/${destination}`,
  };
}

/** The destination is named, not referred to: China has no attribute without its id, which is new at each replacement. */
function role(name) {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
      Policies: [
        {
          PolicyName: 'call-ticket-system',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: 'events:InvokeApiDestination',
                Resource: [arnOf(name), arnOf(`${name}/*`)],
              },
            ],
          },
        },
      ],
    },
  };
}

module.exports = Tickets;
