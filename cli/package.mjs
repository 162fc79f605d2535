import './node-version.mjs';

const { configWarnings } = await import('../core/config/config-warnings.ts');
const { writeDeployableFolder } = await import('../packaging/deployable-folder.ts');
const { packageForwarder } = await import('../packaging/package-forwarder.ts');
const { packageService } = await import('../packaging/package-service.ts');
const { configPath, readConfig } = await import('../packaging/read-config.ts');
const { splitParameters } = await import('./split-parameters.ts');

try {
  const { service, forwarder } = splitParameters(process.argv.slice(2));
  const [serviceFolder, forwarderFolder] = await Promise.all([
    packageService({ serverlessArguments: service }),
    forwarder && packageForwarder({ serverlessArguments: forwarder }),
  ]);
  for (const warning of configWarnings(await readConfig(configPath()))) console.warn(`Warning: ${warning}`);
  await writeDeployableFolder(serviceFolder, '.deployable');
  console.log(`Packaged into ${serviceFolder}, and into .deployable for the AWS CLI alone`);
  if (!service.join(' ').includes('alarmTopicArn='))
    console.warn('Warning: no alarm tells anybody. Give --param=alarmTopicArn=ARN of an SNS topic.');
  if (forwarderFolder) console.log(`Packaged the forwarder into ${forwarderFolder}`);
  else console.log('The forwarder was not packaged: it needs --param=busArn=ARN of the Foliocast bus.');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
