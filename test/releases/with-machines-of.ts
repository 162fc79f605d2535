import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';

const TEMPLATE = 'cloudformation-template-update-stack.json';
const MACHINES = { SharePortfolio: 'share-portfolio', ReconcileShares: 'reconcile-shares' };

/**
 * The package with the machines of an earlier release: an execution keeps the definition that it began with, and calls
 * whatever functions are newest. An execution whose input names a state (`resumeAt`) begins there, with that input; the
 * items of its Maps begin at `resumeItemAt`.
 */
export async function withMachinesOf(release: string): Promise<string> {
  const from = inject('packageDirectory');
  const directory = await mkdtemp(join(process.env.TMPDIR ?? from, `machines-of-${release}-`));
  await cp(from, directory, { recursive: true, filter: (path) => !path.includes('with-config') });
  const template = JSON.parse(await readFile(join(directory, TEMPLATE), 'utf8'));
  for (const [logicalId, name] of Object.entries(MACHINES)) {
    const definition = readFileSync(join(import.meta.dirname, release, `${name}.asl.json`), 'utf8');
    const resumable = withPlaceholders(resumableAnywhere(definition));
    template.Resources[logicalId].Properties.DefinitionString = { 'Fn::Sub': resumable };
  }
  await writeFile(join(directory, TEMPLATE), JSON.stringify(template));
  return directory;
}

function resumableAnywhere(text: string): string {
  const definition = JSON.parse(text);
  for (const [name, state] of Object.entries<Map>(definition.States))
    if (state.Type === 'Map') state.ItemProcessor = resumableItem(name, state.ItemProcessor);
  return JSON.stringify(resumable('Resume', definition, '$.resumeAt'));
}

interface Processor {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, object>>;
}

interface Map {
  readonly Type: string;
  ItemProcessor: Processor;
}

function resumable<Definition extends Processor>(
  resume: string,
  definition: Definition,
  variable: string,
): Definition {
  const { StartAt, States } = definition;
  const Choices = Object.keys(States).map((state) => ({
    And: [
      { Variable: variable, IsPresent: true },
      { Variable: variable, StringEquals: state },
    ],
    Next: state,
  }));
  const Resume = { Type: 'Choice', Choices, Default: StartAt };
  return { ...definition, StartAt: resume, States: { [resume]: Resume, ...States } };
}

/** Each item of a Map begins at `resumeItemAt` of the execution's input, and has that input's `item` on top. */
function resumableItem(name: string, processor: Processor): Processor {
  const first = `IsResumed ${name}`;
  const [restore, resume] = [`Restore ${name}`, `Resume ${name}`];
  const { States, ...rest } = resumable(resume, processor, '$$.Execution.Input.resumeItemAt');
  const isResumed = { Variable: '$$.Execution.Input.resumeItemAt', IsPresent: true };
  return {
    ...rest,
    StartAt: first,
    States: {
      [first]: { Type: 'Choice', Choices: [{ ...isResumed, Next: restore }], Default: processor.StartAt },
      [restore]: {
        Type: 'Pass',
        Parameters: { 'all.$': 'States.JsonMerge($, $$.Execution.Input.item, false)' },
        OutputPath: '$.all',
        Next: resume,
      },
      ...States,
    },
  };
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
