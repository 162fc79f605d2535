import { AskedWrongly } from './failures.ts';
import type { Given } from './given.ts';

/** --region of what starts or packages a stack, if it is given. @throws AskedWrongly */
export function readRegion(given: Given): string | undefined {
  const region = given.text('region');
  if (region === undefined || /^[a-z]{2}(-[a-z]+)+-\d+$/.test(region)) return region;
  throw new AskedWrongly(`--region is ${JSON.stringify(region)}: expected a Region such as eu-central-1.`);
}
