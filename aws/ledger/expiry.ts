import type { Values } from './dynamodb.ts';

/** What has expired counts as gone when it is read: DynamoDB deletes it within days. */
export function isExpired({ expiresAt }: Values): boolean {
  return typeof expiresAt === 'number' && expiresAt <= nowSeconds();
}

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
