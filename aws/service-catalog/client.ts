import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { refuseEmptyAnswers } from '../refuse-empty-answers.ts';
import { REQUEST_HANDLER, WRITE_REQUEST_HANDLER } from '../request-handler.ts';

/**
 * For reads: the SDK's own three attempts are welcome. A command that reads thousands of portfolios sets more, by the
 * SDK's own variable.
 */
export const readingClient = refuseEmptyAnswers(
  new ServiceCatalogClient({
    maxAttempts: Number(process.env.AWS_MAX_ATTEMPTS) || 3,
    requestHandler: REQUEST_HANDLER,
  }),
);

/**
 * For writes: one attempt. The machine retries by name; the SDK would add two more to each of its tries, and
 * takes LimitExceededException, a quota here, for throttling (measured).
 */
export const writingClient = new ServiceCatalogClient({
  maxAttempts: 1,
  requestHandler: WRITE_REQUEST_HANDLER,
});
