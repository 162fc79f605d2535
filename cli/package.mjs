import './node-version.mjs';

const { packageService } = await import('./package.ts');
const { packageForwarder } = await import('./package-forwarder.ts');

try {
  const serverlessArguments = process.argv.slice(2);
  console.log(`Packaged into ${await packageService({ serverlessArguments })}`);
  console.log(`Packaged the forwarder into ${await packageForwarder({ serverlessArguments })}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
