import { describe, expect, inject, test } from 'vitest';
import { newRandom } from '../../sandbox/simulator/random.ts';
import { bySize, size } from '../size.ts';
import { drawOthers, drawPairs, everyOtherness, type Otherness } from './otherness.ts';
import { type Played, play, type Scene } from './play.ts';
import { isOther } from './questions.ts';
import { scenes } from './scenes.ts';

/** `npm run unknowns` plays under every value and many pairs; UNKNOWNS_SEED draws other ones. */
const random = newRandom(Number(process.env.UNKNOWNS_SEED ?? 1), 'unknowns');
const usual: Otherness = { name: 'the defaults', scenario: {} };
/** In `npm test` one scene in sixteen is played, in one of two worlds. */
const worlds = bySize({
  quick: [usual, ...drawPairs(1, random)],
  prove: [usual, ...drawOthers(2, random), ...drawPairs(1, random)],
  whole: [usual, ...everyOtherness(), ...drawPairs(40, random)],
});
const scenesIn = (world: number) =>
  size === 'quick' ? scenes.filter((_, nth) => nth % (16 * worlds.length) === world) : scenes;
/** To look at some: UNKNOWNS_ONLY='statusInShares|Listed' UNKNOWNS_SCENE=organization npm run unknowns */
const { UNKNOWNS_ONLY = '', UNKNOWNS_SCENE = '' } = process.env;
const wanted = worlds
  .map((otherness, world) => ({
    name: otherness.name,
    otherness,
    all: scenesIn(world).filter(({ name }) => name.includes(UNKNOWNS_SCENE)),
  }))
  .filter(({ name }) => new RegExp(UNKNOWNS_ONLY).test(name));

/** What each scene needs to know in the usual world: a scene is played again only where that is other. */
let asked: Promise<Played> | undefined;
async function played(otherness: Otherness, all: readonly Scene[]): Promise<Played> {
  const packageDirectory = inject('packageDirectory');
  if (size === 'quick') return play(all, otherness, packageDirectory);
  asked ??= play(
    scenes.filter(({ name }) => name.includes(UNKNOWNS_SCENE)),
    usual,
    packageDirectory,
  );
  if (otherness === usual) return asked;
  const { questions } = await asked;
  const other = all.filter(({ name }) => isOther(otherness, questions[name] ?? new Set()));
  return play(other, otherness, packageDirectory);
}

describe('the outcome is true whatever AWS does where that is not known', () => {
  test.each(wanted)('$name', { timeout: 900_000 }, async ({ otherness, all }) => {
    const { problems, endings } = await played(otherness, all);

    if (process.env.UNKNOWNS_SHOW) console.log(otherness.name, JSON.stringify(endings, null, 1));
    expect(problems).toEqual([]);
  });
});
