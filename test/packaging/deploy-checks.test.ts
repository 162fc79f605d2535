import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

const require = createRequire(import.meta.url);
const { changedRole } = require('../../packaging/deploy-checks/changed-role.cjs');

const role = (Properties: object) => ({ A: { Type: 'AWS::IAM::Role', Properties } });

test('another prefix or path of a role is noticed, and nothing else', () => {
  const before = role({ RoleName: { 'Fn::Sub': 'foliocast-dev-A-${AWS::Region}' } });

  expect(changedRole(before, before)).toBeUndefined();
  expect(
    changedRole(before, role({ RoleName: { 'Fn::Sub': 'foliocast-dev-A-${AWS::Region}' }, Path: '/' })),
  ).toBeUndefined();
  expect(changedRole(before, {})).toBeUndefined();
  expect(changedRole(before, role({ RoleName: { 'Fn::Sub': 'lz-foliocast-dev-A-${AWS::Region}' } }))).toBe(
    '/foliocast-dev-A-${AWS::Region} would become /lz-foliocast-dev-A-${AWS::Region}',
  );
  expect(
    changedRole(before, role({ RoleName: { 'Fn::Sub': 'foliocast-dev-A-${AWS::Region}' }, Path: '/lz/' })),
  ).toBe('/foliocast-dev-A-${AWS::Region} would become /lz/foliocast-dev-A-${AWS::Region}');
});
