import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join, relative, resolve } from 'node:path';
import type { BundledPackage } from './bundled-packages.ts';

const load = createRequire(import.meta.url);
const { ledgerOf } = load('./deploy-checks/ledger-name.cjs');
const { busOf } = load('./deploy-checks/other-bus.cjs');
const PROJECT = resolve(import.meta.dirname, '..');
const CHECKSUMS = 'SHA256SUMS';
export const BUNDLED_PACKAGES = 'bundled-packages.json';

interface Template {
  Parameters?: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: a foreign document
  readonly Resources: Record<string, { readonly Type: string; readonly Properties?: any }>;
  Outputs?: Record<string, { Value?: unknown; Export?: unknown }>;
}

/**
 * Writes a package once more such that the AWS CLI alone deploys it: a template whose code is in a bucket of the
 * deployer's, the zips under names that say their content, checksums, and a bill of materials. The same package
 * makes the same folder, byte for byte.
 * @param addFile writes one more file into it, and answers which packages are in that
 */
export async function writeDeployableFolder(
  packageFolder: string,
  folder: string,
  addFile: (folder: string) => Promise<readonly BundledPackage[]> = async () => [],
): Promise<void> {
  const template = await readTemplate(packageFolder);
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'functions'), { recursive: true });
  template.Parameters = PARAMETERS;
  const ledger = ledgerOf(template.Resources);
  hold(template, 'Ledger', ledger, `the table ${ledger}: package with existingLedger`);
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (Type !== 'AWS::Lambda::Function') continue;
    const zip = basename(Properties.Code.S3Key);
    const contents = await readFile(join(packageFolder, zip));
    // So that the same code is no change of the stack, and other code always is one.
    const name = `functions/${basename(zip, '.zip')}-${sha256(contents).slice(0, 16)}.zip`;
    await cp(join(packageFolder, zip), join(folder, name));
    Properties.Code = { S3Bucket: { Ref: 'CodeBucket' }, S3Key: { 'Fn::Sub': `\${CodePrefix}${name}` } };
  }
  await writeFile(join(folder, 'template.json'), `${JSON.stringify(template, null, 1)}\n`);
  const bundled = JSON.parse(await readFile(join(packageFolder, BUNDLED_PACKAGES), 'utf8'));
  const bill = await billOfMaterials([...bundled, ...(await addFile(folder))]);
  await writeFile(join(folder, 'sbom.cdx.json'), `${JSON.stringify(bill, null, 1)}\n`);
  await writeChecksums(folder);
}

/** The forwarder has no code: its template alone deploys it. What else is in the folder stays. */
export async function addForwarder(packageFolder: string, folder: string): Promise<void> {
  const template = await readTemplate(packageFolder);
  const bus = busOf(template.Resources);
  if (bus) hold(template, 'Bus', bus, `the bus ${bus}: give the forwarder a stage of its own`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'forwarder.json'), `${JSON.stringify(template, null, 1)}\n`);
  await writeChecksums(folder);
}

async function readTemplate(packageFolder: string): Promise<Template> {
  const path = join(packageFolder, 'cloudformation-template-update-stack.json');
  const template: Template = JSON.parse(await readFile(path, 'utf8'));
  withoutFrameworksBucket(template);
  return template;
}

const PARAMETERS = {
  CodeBucket: {
    Type: 'String',
    Description: "Bucket of the stack's Region that holds this folder",
    MinLength: 3,
  },
  CodePrefix: {
    Type: 'String',
    Default: '',
    Description: 'Where in the bucket: nothing, or a prefix that ends with a slash',
    AllowedPattern: '^$|^.*/$',
  },
};

/**
 * `aws cloudformation deploy` keeps a stack's parameters. So it refuses a template for which one has another value than
 * the stack, until it is told the new one.
 * @param uses what this package has, and what to do to keep the stack's
 */
function hold(template: Template, name: string, value: string, uses: string): void {
  template.Parameters = {
    ...template.Parameters,
    [name]: {
      Type: 'String',
      Default: value,
      AllowedValues: [value],
      Description: 'What this package uses: a stack that uses another one refuses it',
      ConstraintDescription: `This package uses ${uses}, or give ${name}=${value} to change the stack`,
    },
  };
  template.Outputs = { ...template.Outputs, [name]: { Value: { Ref: name } } };
}

/** What the framework makes for its own deployments; exports, which would keep a stack from being replaced. */
function withoutFrameworksBucket({ Resources, Outputs = {} }: Template): void {
  for (const [id, { Type }] of Object.entries(Resources))
    if (id.startsWith('ServerlessDeploymentBucket') && Type.startsWith('AWS::S3::')) delete Resources[id];
  delete Outputs.ServerlessDeploymentBucketName;
  for (const output of Object.values(Outputs)) delete output.Export;
}

/** CycloneDX, of the packages that esbuild says are in the bundles; their hashes are those of package-lock.json. */
async function billOfMaterials(bundled: readonly BundledPackage[]) {
  const { packages } = JSON.parse(await readFile(join(PROJECT, 'package-lock.json'), 'utf8'));
  const once = new Map(bundled.map((one) => [one.path, one]));
  const components = [...once.values()].map(({ path, name, version }) => {
    const { integrity = '', license } = packages[path] ?? {};
    const content = Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
    return {
      type: 'library',
      name,
      version,
      purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
      ...(content && { hashes: [{ alg: 'SHA-512', content }] }),
      ...(license && { licenses: [{ license: { id: license } }] }),
    };
  });
  return { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components };
}

async function writeChecksums(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((one) => one.isFile() && one.name !== CHECKSUMS)
    .map((one) => join(one.parentPath, one.name));
  const lines = files
    .sort()
    .map(async (file) => `${sha256(await readFile(file))}  ${relative(folder, file)}\n`);
  await writeFile(join(folder, CHECKSUMS), (await Promise.all(lines)).join(''));
}

function sha256(contents: Buffer): string {
  return createHash('sha256').update(contents).digest('hex');
}
