import './node-version.mjs';

const { runSimulator } = await import('./simulator.ts');

await runSimulator(process.argv.slice(2));
