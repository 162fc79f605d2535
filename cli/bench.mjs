import './node-version.mjs';

const { runBench } = await import('./bench.ts');

await runBench(process.argv.slice(2));
