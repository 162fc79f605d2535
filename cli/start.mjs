import './node-version.mjs';

const { runStart } = await import('./start.ts');

await runStart(process.argv.slice(2));
