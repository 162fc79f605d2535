'use strict';

const { mkdir, writeFile } = require('node:fs/promises');
const { join } = require('node:path');
const { zipOf } = require('./zip.cjs');

/** Bundles all functions in one call of esbuild, which then reads the SDK once and not once for each, and zips them. */
class Bundle {
  constructor(serverless) {
    serverless.configSchemaHandler.defineCustomProperties({ properties: { esbuild: { type: 'object' } } });
    this.hooks = { 'before:package:createDeploymentArtifacts': () => bundle(serverless) };
  }
}

async function bundle({ service, serviceDir, classes }) {
  const { build, stop } = require('esbuild');
  const { extension, plugins, ...options } = service.custom.esbuild;
  const { default: loaded } = await import(join(serviceDir, plugins));
  const functions = Object.entries(service.functions);
  try {
    const { outputFiles } = await build({
      ...options,
      plugins: loaded,
      absWorkingDir: serviceDir,
      entryPoints: functions.map(([, { handler }]) => fileOf(handler, '.ts')),
      outbase: '.',
      outdir: '.',
      outExtension: { '.js': extension },
      write: false,
      logLevel: 'silent',
    });
    const made = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
    const folder = join(serviceDir, '.serverless');
    await mkdir(folder, { recursive: true });
    await Promise.all(
      functions.map(async ([key, one]) => {
        const name = fileOf(one.handler, extension);
        const artifact = join(folder, `${key}.zip`);
        await writeFile(artifact, await zipOf(name, made.get(join(serviceDir, name))));
        one.package = { artifact };
      }),
    );
  } catch (error) {
    throw new classes.Error(error.errors?.map(describe).join('\n') ?? error.message);
  } finally {
    await stop();
  }
}

function fileOf(handler, extension) {
  return handler.replace(/\.\w+$/, extension);
}

function describe({ text, location }) {
  return location ? `${location.file}:${location.line}:${location.column}: ${text}` : text;
}

module.exports = Bundle;
