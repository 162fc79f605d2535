import './node-version.mjs';

const { explainPrincipal } = await import('./explain-principal.ts');

const { exitCode, out, err } = await explainPrincipal(process.argv.slice(2));
if (out) console.log(out);
if (err) console.error(err);
process.exitCode = exitCode;
