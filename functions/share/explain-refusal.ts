import { readOrganizationsAccess } from '../../aws/service-catalog/read-portfolio.ts';
import { FoliocastError, rejected } from '../../core/foliocast-error.ts';

/** AWS documents neither the error's name nor its sentence. These are the words of the API reference. */
const SENTENCE = /AWS ?Organizations ?access/i;

/** Error names that may stand for a precondition that does not hold. */
const MAY_MEAN_ACCESS = ['OperationNotSupportedException', 'InvalidParametersException', 'RefusedByAws'];

/**
 * Service Catalog needs access to AWS Organizations to create a share with a node. Its reported status proves nothing:
 * with trusted access alone, shares were created too. So we ask for the status only after a creation was refused.
 * @throws ORGANIZATIONS_ACCESS_DISABLED; InvalidStateException while it is changing, which takes seconds; otherwise
 * the refusal itself
 */
export async function explainRefusal(refusal: unknown): Promise<never> {
  if (!(refusal instanceof FoliocastError)) throw refusal;
  const isSaid = SENTENCE.test(refusal.message);
  if (!isSaid && !MAY_MEAN_ACCESS.includes(refusal.name)) throw refusal;
  const access = await readOrganizationsAccess().catch(() => undefined);
  if (!isSaid && (access === undefined || access === 'ENABLED')) throw refusal;
  const sentence = `Service Catalog's access to AWS Organizations is ${access ?? 'not readable'}: ${refusal.message}`;
  if (access === 'UNDER_CHANGE') {
    throw new FoliocastError('InvalidStateException', sentence, { cause: refusal });
  }
  throw rejected('ORGANIZATIONS_ACCESS_DISABLED', sentence, { cause: refusal });
}
