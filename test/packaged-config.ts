import { readConfig } from '../packaging/read-config.ts';

/** Lets a test load a function, which reads config.yml as constants: here those of test/config.yml. */
export const packagedConfig = {
  name: 'packaged-config',
  enforce: 'pre',
  async load(id: string) {
    if (!/[/\\]config\.yml$/.test(id)) return undefined;
    const sections = Object.entries(await readConfig(`${import.meta.dirname}/config.yml`));
    return sections.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join('\n');
  },
} as const;
