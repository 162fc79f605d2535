'use strict';

/** The first role that both templates have under another name or path, as a sentence. */
exports.changedRole = (before, after) => {
  for (const [logicalId, { Type, Properties }] of Object.entries(before)) {
    const now = after[logicalId]?.Properties;
    if (Type !== 'AWS::IAM::Role' || !now) continue;
    const [was, is] = [nameOf(Properties), nameOf(now)];
    if (was !== is) return `${was} would become ${is}`;
  }
  return undefined;
};

function nameOf({ Path = '/', RoleName = '' }) {
  return `${Path}${RoleName['Fn::Sub'] ?? RoleName}`;
}
