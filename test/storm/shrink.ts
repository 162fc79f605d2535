import { type Run, runWorld, type World } from './world.ts';

const MOST_RUNS = 120;

/** The smallest world found that fails in the same way: the fewest faults first, then the fewest requests. */
export async function shrink(world: World, failed: Run): Promise<World> {
  const kind = kindOf(failed);
  let runs = 0;
  let last = failed;
  const without = async (list: readonly string[], asWorld: (rest: readonly string[]) => World) => {
    let rest = list;
    for (let size = Math.ceil(rest.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let at = 0; at < rest.length && runs < MOST_RUNS; ) {
        const fewer = rest.toSpliced(at, size);
        runs += 1;
        const run = await runWorld(asWorld(fewer));
        if (run.problems.some((problem) => problem.startsWith(kind))) {
          rest = fewer;
          last = run;
        } else at += size;
      }
    }
    return new Set(rest);
  };
  let smaller = world;
  for (let round = 0; round < 2; round++) {
    const requests = smaller.onlyRequests ?? new Set(failed.requests);
    const onlyFaults = await without(last.faults, (rest) => ({
      ...smaller,
      onlyRequests: requests,
      onlyFaults: new Set(rest),
    }));
    const onlyRequests = await without([...requests], (rest) => ({
      ...smaller,
      onlyFaults,
      onlyRequests: new Set(rest),
    }));
    smaller = { ...smaller, onlyFaults, onlyRequests };
  }
  return smaller;
}

export function commandOf({
  seed,
  requests,
  onlyRequests = new Set(),
  onlyFaults = new Set(),
}: World): string {
  const only = `--requests ${[...onlyRequests].join(',')} --faults '${[...onlyFaults].join(',')}'`;
  return `npm run storm -- --seed ${seed} --count ${requests} ${only}`;
}

/** The sentence that does not hold. */
function kindOf({ problems: [first = ''] }: Run): string {
  return first.replace(/ \(.*$/s, '');
}
