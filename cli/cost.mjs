import './node-version.mjs';

const { idleMonth, PRICES, sumOf, thousandShares } = await import('../packaging/cost.ts');
const { packageService } = await import('../packaging/package-service.ts');

const folder = await packageService({ serverlessArguments: process.argv.slice(2) });
for (const [title, costs] of [
  ['An idle month', idleMonth(folder)],
  ['A thousand shares', thousandShares()],
]) {
  console.log(`${title}, in dollars, by list prices of ${PRICES.asOf} without any free tier:`);
  for (const { what, count, dollars } of costs) console.log(`  ${dollars.toFixed(2)}  ${count} ${what}`);
  console.log(`  ${sumOf(costs).toFixed(2)}  together`);
}
