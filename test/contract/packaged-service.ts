import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inject } from 'vitest';
import { readZip } from '../../sandbox/functions/read-zip.ts';

interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a foreign document, looked at from many sides
  readonly Properties: any;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface PackagedFunction {
  /** As serverless.yml names it, e.g. `createShare`. */
  readonly key: string;
  readonly logicalId: string;
  /** E.g. `functions/share/create-share.handler`. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly bundle: string;
  /** Actions of its role, less those of CloudWatch Logs. */
  readonly actions: readonly string[];
  /** Actions of its role that AWS itself uses in its name. */
  readonly forwardedActions: readonly string[];
}

/** Statements for calls that AWS makes in the name of a function, not the function itself. */
const FORWARDED = /By(ServiceCatalog|Lambda)$/;

/** The template as it would be deployed. */
export function packagedResources(
  packageDirectory = inject('packageDirectory'),
): Readonly<Record<string, Resource>> {
  const path = join(packageDirectory, 'cloudformation-template-update-stack.json');
  return JSON.parse(readFileSync(path, 'utf8')).Resources;
}

export function packagedFunctions(packageDirectory = inject('packageDirectory')): PackagedFunction[] {
  const resources = packagedResources(packageDirectory);
  return Object.entries(resources)
    .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
    .map(([logicalId, { Properties }]) => {
      const zip = basename(Properties.Code.S3Key);
      const statements = statementsOf(resources[Properties.Role['Fn::GetAtt'][0]]);
      const actionsOf = (isForwarded: boolean) =>
        statements
          .filter(({ Sid = '' }) => FORWARDED.test(Sid) === isForwarded)
          .flatMap(({ Action }) => [Action].flat() as readonly string[]);
      return {
        key: zip.replace(/\.zip$/, ''),
        logicalId,
        handler: Properties.Handler,
        timeoutSeconds: Properties.Timeout,
        bundle: bundleOf(join(packageDirectory, zip)),
        actions: actionsOf(false).filter((action) => !/^(logs|kms):/.test(action)),
        forwardedActions: actionsOf(true),
      };
    });
}

interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
}

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

function statementsOf(role: Resource | undefined): Statement[] {
  if (!role) throw new Error('A function without a role of its own');
  const policies: readonly Policy[] = role.Properties.Policies;
  return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

function bundleOf(path: string): string {
  const [file] = readZip(readFileSync(path), path).values();
  if (!file) throw new Error(`${path} is empty`);
  return file.toString();
}
