import './node-version.mjs';

const { packageService } = await import('./package.ts');
const { packageForwarder } = await import('./package-forwarder.ts');

try {
  const serverlessArguments = process.argv.slice(2);
  const packages = [packageService({ serverlessArguments }), packageForwarder({ serverlessArguments })];
  const [service, forwarder] = await Promise.all(packages);
  console.log(`Packaged into ${service}`);
  console.log(`Packaged the forwarder into ${forwarder}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
