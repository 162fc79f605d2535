import './node-version.mjs';

const { runAdopt } = await import('./adopt.ts');

await runAdopt(process.argv.slice(2));
