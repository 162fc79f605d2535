import './node-version.mjs';

const { packageService } = await import('./package.ts');

try {
  const directory = await packageService({ serverlessArguments: process.argv.slice(2) });
  console.log(`Packaged into ${directory}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
