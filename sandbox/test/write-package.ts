import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templateFileName } from '../template/read-template.ts';
import { writeZip } from './write-zip.ts';

export interface PackageParts {
  /** Source of a function's module by its name; it exports `handler`. */
  readonly functions?: Readonly<Record<string, string>>;
  /** Properties that differ from the usual, by the function's name. */
  readonly functionProperties?: Readonly<Record<string, Record<string, unknown>>>;
  readonly resources?: Readonly<Record<string, unknown>>;
  readonly sections?: Readonly<Record<string, unknown>>;
}

/** A packaged service as the packager would leave it: the template and one zip per function. Answers its directory. */
export function writePackage({
  functions = {},
  functionProperties = {},
  resources = {},
  sections = {},
}: PackageParts): string {
  const directory = mkdtempSync(join(tmpdir(), 'package-'));
  const functionResources = Object.entries(functions).map(([name, source]) => {
    writeZip(join(directory, `${name}.zip`), { [`functions/${name}.mjs`]: source });
    return [logicalIdOf(name), functionResource(name, functionProperties[name])];
  });
  const template = { ...sections, Resources: { ...Object.fromEntries(functionResources), ...resources } };
  writeFileSync(join(directory, templateFileName), JSON.stringify(template));
  return directory;
}

/** As the packager names the resource of a function. */
export function logicalIdOf(name: string): string {
  return `${name[0]?.toUpperCase()}${name.slice(1)}LambdaFunction`;
}

function functionResource(name: string, properties: Record<string, unknown> = {}) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: `test-${name}`,
      Handler: `functions/${name}.handler`,
      Runtime: 'nodejs24.x',
      Timeout: 5,
      MemorySize: 128,
      Code: { S3Bucket: { Ref: 'AWS::StackName' }, S3Key: `serverless/test/1784851200000/${name}.zip` },
      ...properties,
    },
  };
}
