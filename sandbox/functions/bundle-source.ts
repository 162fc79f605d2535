import { transform } from 'esbuild';
import type { FunctionDefinition } from './function-definition.ts';
import { named } from './runtime.mjs';

/**
 * The one module of a bundle as CommonJS, which can be run with globals of its own.
 * @throws an error named as Lambda names it, for a bundle without that module or with one that is no JavaScript
 */
export async function bundleSource(
  { handler }: FunctionDefinition,
  files: ReadonlyMap<string, Buffer>,
): Promise<string> {
  const module = handler.slice(0, handler.lastIndexOf('.'));
  const file = ['.js', '.mjs', '.cjs']
    .map((extension) => files.get(module + extension))
    .find((found) => found !== undefined);
  if (!file) throw named('Runtime.ImportModuleError', `Error: Cannot find module '${module}'`);
  const source = file.toString();
  const known = transformed.get(source) ?? asCommonJs(source);
  transformed.set(source, known);
  return known;
}

/** By what they were: many sandboxes of one process run the same bundles. */
const transformed = new Map<string, Promise<string>>();

async function asCommonJs(source: string): Promise<string> {
  try {
    const { code } = await transform(source, {
      format: 'cjs',
      platform: 'node',
      target: 'node24',
      logLevel: 'silent',
      supported: { 'dynamic-import': false },
    });
    return code;
  } catch (error) {
    throw named('Runtime.UserCodeSyntaxError', `SyntaxError: ${error}`);
  }
}
