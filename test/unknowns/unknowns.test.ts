import { describe, expect, test } from 'vitest';
import { newRandom } from '../../sandbox/simulator/random.ts';
import { bySize } from '../size.ts';
import { drawOthers, drawPairs, everyOtherness, type Otherness } from './otherness.ts';
import { play } from './play.ts';
import { scenes } from './scenes.ts';

/** `npm run unknowns` plays under every value and many pairs; UNKNOWNS_SEED draws other ones. */
const random = newRandom(Number(process.env.UNKNOWNS_SEED ?? 1), 'unknowns');
const usual: Otherness = { name: 'the defaults', scenario: {} };
const worlds = [
  usual,
  ...bySize({
    quick: [],
    prove: [...drawOthers(6, random), ...drawPairs(2, random)],
    whole: [...everyOtherness(), ...drawPairs(40, random)],
  }),
];
/** To look at one: UNKNOWNS_ONLY=statusInShares UNKNOWNS_SCENE=organization npm run unknowns */
const { UNKNOWNS_ONLY = '', UNKNOWNS_SCENE = '' } = process.env;
const wanted = worlds.filter(({ name }) => name.includes(UNKNOWNS_ONLY));
const played = scenes.filter(({ name }) => name.includes(UNKNOWNS_SCENE));

describe('the outcome is true whatever AWS does where that is not known', () => {
  test.each(wanted)('$name', { timeout: 300_000 }, async (otherness) => {
    const { problems, endings } = await play(played, otherness);

    if (process.env.UNKNOWNS_SHOW) console.log(otherness.name, JSON.stringify(endings, null, 1));
    expect(problems).toEqual([]);
  });
});
