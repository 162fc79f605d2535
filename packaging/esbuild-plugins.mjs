import { configPath, readConfig } from '../cli/read-config.ts';

/**
 * Bundles config.yml as checked JSON, a constant for each section, so that a function carries only the
 * sections it reads, and a wrong file stops the packaging instead of a share at three in the morning.
 */
const config = {
  name: 'config',
  setup(build) {
    build.onLoad({ filter: /[/\\]config\.yml$/ }, async () => {
      const sections = Object.entries(await readConfig(configPath()));
      const contents = sections.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`);
      return { contents: contents.join('\n'), loader: 'js' };
    });
  },
};

export default [config];
