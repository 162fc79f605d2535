import './node-version.mjs';

const { runApply } = await import('./apply.ts');

await runApply(process.argv.slice(2));
