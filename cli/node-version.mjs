// Plain JavaScript that an old Node can read: it must be able to say what is missing.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Foliocast needs Node 24, and this is Node ${process.versions.node}. ` +
      'Start it as npx foliocast, or by an npm script: they find the Node 24 that npm ci installs; ' +
      'if it does not, run npm ci again without --ignore-scripts.',
  );
  process.exit(1);
}
