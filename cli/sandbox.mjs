import './node-version.mjs';

const { runSandbox } = await import('./sandbox.ts');

await runSandbox(process.argv.slice(2));
