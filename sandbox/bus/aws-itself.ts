/**
 * The access key by which PutEvents is AWS itself: it may put `aws.` sources, as events of the management
 * account. On AWS nobody can; the sandbox has neither CloudTrail nor Control Tower to do it.
 */
export const awsAccessKey = 'AWS';
