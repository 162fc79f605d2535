#!/usr/bin/env node
import module from 'node:module';
import './node-version.mjs';

module.enableCompileCache();
const { main } = await import('./main.ts');

await main();
