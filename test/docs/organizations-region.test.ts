import { readFileSync } from 'node:fs';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { expect, test } from 'vitest';

test.each([
  ['eu-central-1', 'us-east-1'],
  ['cn-north-1', 'cn-northwest-1'],
])('from %s Organizations is called in %s, as the guide says of VPCs and policies', async (from, to) => {
  const guide = readFileSync('docs/deploy.md', 'utf8');
  const client = new OrganizationsClient({ region: from });

  const endpoint = client.config.endpointProvider({ Region: from });

  expect(endpoint.url.hostname).toContain(`.${to}.`);
  expect(guide.match(new RegExp(`Organizations answers in .*${to}`, 'g'))).toHaveLength(2);
  client.destroy();
});
