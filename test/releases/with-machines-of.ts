import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';

const TEMPLATE = 'cloudformation-template-update-stack.json';
const MACHINES = { SharePortfolio: 'share-portfolio', ReconcileShares: 'reconcile-shares' };

/**
 * The package with the machines of an earlier release: an execution keeps the definition that it began with, and calls
 * whatever functions are newest.
 */
export async function withMachinesOf(release: string): Promise<string> {
  const from = inject('packageDirectory');
  const directory = await mkdtemp(join(process.env.TMPDIR ?? from, `machines-of-${release}-`));
  await cp(from, directory, { recursive: true, filter: (path) => !path.includes('with-config') });
  const template = JSON.parse(await readFile(join(directory, TEMPLATE), 'utf8'));
  for (const [logicalId, name] of Object.entries(MACHINES)) {
    const definition = readFileSync(join(import.meta.dirname, release, `${name}.asl.json`), 'utf8');
    template.Resources[logicalId].Properties.DefinitionString = { 'Fn::Sub': withPlaceholders(definition) };
  }
  await writeFile(join(directory, TEMPLATE), JSON.stringify(template));
  return directory;
}

/** As the packager does it: `Fn::GetAtt` of a function and `Fn::Sub` become placeholders of one text. */
function withPlaceholders(definition: string): string {
  return JSON.stringify(
    JSON.parse(definition, (_, value) => {
      const [name = '', attribute] = value?.['Fn::GetAtt'] ?? [];
      if (attribute) return `\${${name[0].toUpperCase()}${name.slice(1)}LambdaFunction.${attribute}}`;
      return value?.['Fn::Sub'] ?? value;
    }),
  );
}
