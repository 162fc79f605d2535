import './node-version.mjs';

const { runOperate } = await import('./operate.ts');

await runOperate(process.argv.slice(2));
