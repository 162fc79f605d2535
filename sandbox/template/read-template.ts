import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../wire/refusal.ts';

export type JsonObject = { readonly [key: string]: unknown };

/** The sections of a CloudFormation template, unresolved. */
export interface Template {
  readonly Parameters: Readonly<Record<string, JsonObject>>;
  readonly Mappings: Readonly<Record<string, JsonObject>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, JsonObject>>;
}

export const templateFileName = 'cloudformation-template-update-stack.json';

const knownSections = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Mappings',
  'Conditions',
  'Resources',
  'Outputs',
  'Rules',
];

/** @throws {@link Refusal} when the package holds no template, or one that cannot be read. */
export function readTemplate(packageDirectory: string): Template {
  const path = join(packageDirectory, templateFileName);
  const template = parse(read(path), path);
  for (const section of Object.keys(template)) {
    if (!knownSections.includes(section)) {
      throw new Refusal(
        `The template's section ${section} is not supported: expected ${knownSections.join(', ')}.`,
      );
    }
  }
  return {
    Parameters: section(template, 'Parameters'),
    Mappings: section(template, 'Mappings'),
    Conditions: section(template, 'Conditions'),
    Resources: section(template, 'Resources'),
  };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Refusal(`There is no template at ${path}: package the service first (npm run package).`, {
      cause: error,
    });
  }
}

function parse(text: string, path: string): JsonObject {
  let template: unknown;
  try {
    template = JSON.parse(text);
  } catch (error) {
    throw new Refusal(`The template ${path} is no JSON: ${error instanceof Error ? error.message : error}.`, {
      cause: error,
    });
  }
  if (!isObject(template) || !isObject(template.Resources)) {
    throw new Refusal(`The template ${path} has no Resources: expected a CloudFormation template in JSON.`);
  }
  return template;
}

function section(template: JsonObject, name: string): Record<string, JsonObject> {
  const entries = template[name] ?? {};
  if (!isObject(entries)) throw new Refusal(`The template's ${name} must be an object.`);
  return entries as Record<string, JsonObject>;
}
