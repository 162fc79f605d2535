import { isObject } from '../template/read-template.ts';
import type { StackResource } from '../template/resolve-template.ts';
import { Refusal } from '../wire/refusal.ts';

/** Stands for a secret that CloudFormation would read: the sandbox has none, and must not. */
const sandboxSecret = 'sandbox-secret';

/**
 * The headers by which a connection authorises: API_KEY and BASIC.
 * @throws Refusal for OAuth and for what a connection adds besides.
 */
export function readConnection({ logicalId, properties }: StackResource): Readonly<Record<string, string>> {
  const where = `The connection ${logicalId}`;
  const parameters = isObject(properties.AuthParameters) ? properties.AuthParameters : {};
  const { ApiKeyAuthParameters: apiKey, BasicAuthParameters: basic, ...others } = parameters;
  const [unknown] = Object.keys(others);
  if (unknown) {
    throw new Refusal(`${where} has ${unknown}; supported: ApiKeyAuthParameters, BasicAuthParameters.`);
  }
  if (isObject(apiKey)) return { [String(apiKey.ApiKeyName).toLowerCase()]: secretIn(apiKey.ApiKeyValue) };
  if (isObject(basic)) {
    const credentials = `${secretIn(basic.Username)}:${secretIn(basic.Password)}`;
    return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
  }
  throw new Refusal(`${where} is of ${properties.AuthorizationType}; supported: API_KEY, BASIC.`);
}

/** CloudFormation puts the secret in the place of a dynamic reference. */
function secretIn(value: unknown): string {
  return String(value).replace(/\{\{resolve:(secretsmanager|ssm-secure|ssm):[^}]*\}\}/g, sandboxSecret);
}
