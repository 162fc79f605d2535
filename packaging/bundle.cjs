'use strict';

const { mkdir, writeFile } = require('node:fs/promises');
const { dirname, join } = require('node:path');
const { divideLedger } = require('./ledger-items.cjs');
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
    const { outputFiles, metafile } = await build({
      ...options,
      plugins: loaded,
      absWorkingDir: serviceDir,
      entryPoints: functions.map(([, { handler }]) => fileOf(handler, '.ts')),
      outbase: '.',
      outdir: '.',
      outExtension: { '.js': extension },
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    await noteBundled(serviceDir, metafile);
    const made = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
    const folder = join(serviceDir, '.serverless');
    await mkdir(folder, { recursive: true });
    await Promise.all(
      functions.map(async ([key, one]) => {
        const name = fileOf(one.handler, extension);
        const artifact = join(folder, `${key}.zip`);
        const code = made.get(join(serviceDir, name));
        await writeFile(artifact, await zipOf(name, code));
        one.package = { artifact };
        one.iamRoleStatements = divideLedger(one.iamRoleStatements, Buffer.from(code).toString());
      }),
    );
  } catch (error) {
    throw new classes.Error(error.errors?.map(describe).join('\n') ?? error.message);
  } finally {
    await stop();
  }
}

/** Notes which packages are really in the bundles. */
async function noteBundled(serviceDir, metafile) {
  const path = process.env.FOLIOCAST_BUNDLED;
  if (!path) return;
  const { bundledPackages } = await import('./bundled-packages.ts');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(await bundledPackages(serviceDir, metafile), null, 1));
}

function fileOf(handler, extension) {
  return handler.replace(/\.\w+$/, extension);
}

function describe({ text, location }) {
  return location ? `${location.file}:${location.line}:${location.column}: ${text}` : text;
}

module.exports = Bundle;
