import { ServiceError } from '../wire/service.ts';
import type { Catalog } from './catalog.ts';

export function invalidParameters(message: string): ServiceError {
  return new ServiceError('InvalidParametersException', message);
}

export function notFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message);
}

/** The form is seen in answers of AcceptPortfolioShare. */
export function portfolioNotFound(id: string): ServiceError {
  return notFound(`Portfolio not found: ${id}`);
}

export function limitExceeded(message: string): ServiceError {
  return new ServiceError('LimitExceededException', message);
}

/** An error that AWS documents without its name, which the scenario therefore decides. */
export function undocumentedError(name: string, message: string): ServiceError {
  return new ServiceError(name, message);
}

/** The exact text, seen on CreatePortfolioShare by several tools. */
const SHARE_ACTION_RUNNING =
  'Cannot process more than one portfolio share action at the same time. Try again later.';

export function shareActionRunning({ settings }: Catalog): ServiceError {
  return undocumentedError(settings.undocumented.errors.shareActionRunning, SHARE_ACTION_RUNNING);
}

/** The sentence that tells of a running action is taken for an update of a share that is being created, too. */
export function updateRefused({ settings }: Catalog): ServiceError {
  return undocumentedError(settings.undocumented.errors.updateOfUnfinishedShare, SHARE_ACTION_RUNNING);
}
