import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { refuseEmptyAnswers } from '../refuse-empty-answers.ts';
import { REQUEST_HANDLER } from '../request-handler.ts';

/** Reads only. */
export const client = refuseEmptyAnswers(
  new OrganizationsClient({ maxAttempts: 4, requestHandler: REQUEST_HANDLER }),
);
