import * as v from 'valibot';

const length = '1 to 1000 characters';

/** A principal as requests and config.yml name it; whether its ARN is one is for the grammar to say. */
export const RequestedPrincipalSchema = v.strictObject({
  principalArn: v.pipe(v.string(), v.minLength(1, length), v.maxLength(1000, length)),
  principalType: v.picklist(['IAM', 'IAM_PATTERN']),
});
