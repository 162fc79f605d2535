import { type Caller, ServiceError } from './service.ts';

export interface CallerOptions {
  /** Account of an access key that is neither 12 digits nor in `accessKeys`. */
  readonly defaultAccountId: string;
  /** Access key id to account id. A key of 12 digits that is not listed is the account itself. */
  readonly accessKeys?: Readonly<Record<string, string>>;
}

/**
 * Who signed the request, and for which Region: read from the credential scope of the SigV4
 * `Authorization` header. The signature itself is not checked.
 * @throws ServiceError `MissingAuthenticationTokenException` without such a header,
 * `IncompleteSignatureException` when its credential scope cannot be read.
 */
export function readCaller(authorization: string | undefined, options: CallerOptions): Caller {
  if (!authorization) {
    throw new ServiceError('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
  }
  const scope = /Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/[^/,\s]+\/aws4_request/.exec(authorization);
  const [, accessKeyId, region] = scope ?? [];
  if (!accessKeyId || !region) {
    throw new ServiceError(
      'IncompleteSignatureException',
      "Authorization header requires 'Credential' in the form ACCESS_KEY/YYYYMMDD/REGION/SERVICE/aws4_request.",
    );
  }
  return { accountId: accountOf(accessKeyId, options), accessKeyId, region };
}

function accountOf(accessKeyId: string, { accessKeys, defaultAccountId }: CallerOptions): string {
  if (accessKeys && Object.hasOwn(accessKeys, accessKeyId)) {
    return accessKeys[accessKeyId] ?? defaultAccountId;
  }
  return /^\d{12}$/.test(accessKeyId) ? accessKeyId : defaultAccountId;
}
