import { createHash } from 'node:crypto';
import type { FunctionDefinition } from './function-definition.ts';

export interface FunctionSurroundings {
  readonly region: string;
  /** Where the function's SDK clients find every service. */
  readonly endpoint: string;
  /** Where they find Service Catalog, when it is not the sandbox's own. */
  readonly serviceCatalogEndpoint: string | undefined;
}

/**
 * The whole environment of a function's process: what Lambda defines, the template's own variables, and where
 * the services are. Nothing of the host's environment gets in: a profile or an endpoint in the reader's AWS
 * configuration would redirect the calls, so even its files are pointed to nothing.
 */
export function environmentVariables(
  definition: FunctionDefinition,
  { region, endpoint, serviceCatalogEndpoint }: FunctionSurroundings,
  taskRoot: string,
  logStreamName: string,
): Record<string, string> {
  return {
    ...definition.environment,
    _HANDLER: definition.handler,
    LAMBDA_TASK_ROOT: taskRoot,
    AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyOf(definition.functionName),
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_SESSION_TOKEN: 'sandbox',
    AWS_LAMBDA_FUNCTION_NAME: definition.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memorySizeMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: definition.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    AWS_LAMBDA_LOG_FORMAT: definition.logFormat,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_ENDPOINT_URL: endpoint,
    ...(serviceCatalogEndpoint && { AWS_ENDPOINT_URL_SERVICE_CATALOG: serviceCatalogEndpoint }),
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin/:/bin',
    TZ: ':UTC',
  };
}

/** The access key that a function signs with: its own, so that each call can be attributed to it. */
export function accessKeyOf(functionName: string): string {
  return `ASIA${createHash('sha256').update(functionName).digest('hex').slice(0, 16).toUpperCase()}`;
}
