// What Lambda's runtime is to a bundle: imports the handler, then answers one invocation at a time over IPC.
// Plain JavaScript, since stripping types would add 40 ms to every cold start.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { contextOf, describe, handlerIn, named, stringify } from './runtime.mjs';

const RealDate = Date;
let clockOffsetMs = 0;
let handler;
let current;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, property, receiver) => (property === 'now' ? now : Reflect.get(target, property, receiver)),
});

RealDate.prototype.constructor = Date;

process.on('message', (message) => {
  clockOffsetMs = message.clockOffsetMs;
  if (message.type === 'INIT') init();
  else invoke(message);
});
process.on('disconnect', () => process.exit(0));
process.on('unhandledRejection', (reason) =>
  fail(
    { ...describe(reason), errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: String(reason) },
    128,
  ),
);
process.on('uncaughtException', (error) => fail(describe(error), 129));

function now() {
  return RealDate.now() + clockOffsetMs;
}

async function init() {
  try {
    handler = await importHandler(process.env._HANDLER, process.env.LAMBDA_TASK_ROOT);
    send({ type: 'READY' });
  } catch (error) {
    send({ type: 'INIT_FAILED', error: describe(error) }, 1);
  }
}

async function importHandler(path, taskRoot) {
  const module = path.slice(0, path.lastIndexOf('.'));
  const file = ['.js', '.mjs', '.cjs']
    .map((extension) => join(taskRoot, module + extension))
    .find(existsSync);
  if (!file) throw named('Runtime.ImportModuleError', `Error: Cannot find module '${module}'`);
  let loaded;
  try {
    loaded = await import(pathToFileURL(file).href);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw named('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`);
    if (error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'MODULE_NOT_FOUND') {
      throw named('Runtime.ImportModuleError', `Error: ${error.message}`);
    }
    throw error;
  }
  return handlerIn(loaded, path);
}

async function invoke({ requestId, payload, deadline, functionArn }) {
  current = requestId;
  try {
    const context = contextOf({ env: process.env, now, requestId, deadline, functionArn });
    const result = await handler(JSON.parse(payload), context);
    answer(requestId, { type: 'RESULT', payload: stringify(result) });
  } catch (error) {
    answer(requestId, { type: 'ERROR', error: describe(error) });
  }
}

function answer(requestId, message) {
  if (current !== requestId) return;
  current = undefined;
  send({ ...message, requestId });
}

function fail(error, exitCode) {
  send({ type: 'ERROR', requestId: current, error, isFatal: true }, exitCode);
}

function send(message, exitCode) {
  process.send(message, () => {
    if (exitCode !== undefined) process.exit(exitCode);
  });
}
