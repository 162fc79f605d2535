/** A condition of the ledger's writes that is taken away, to see whether the storm finds that it is gone. */
export interface PlantedDefect {
  /** The whole condition, with every number as `0`. */
  readonly condition: string;
  /** The part of it that always holds from now on. */
  readonly part: string;
}

const ALWAYS = 'attribute_exists(pk) OR attribute_not_exists(pk)';

/** The body of a write as it would be without that part of its condition. */
export function withoutPart(body: string, defect: PlantedDefect): string {
  const write = JSON.parse(body);
  if (conditionOf(write) !== defect.condition) return body;
  const parts = partsOf(write.ConditionExpression).map((one) =>
    // Its values stay in use: DynamoDB refuses those that are not.
    withoutNumbers(one) === defect.part ? `(${one} OR ${ALWAYS})` : one,
  );
  return JSON.stringify({ ...write, ConditionExpression: parts.join(' AND ') });
}

/** Each condition of a write, part by part. */
export function defectsOf(body: string): PlantedDefect[] {
  const write = JSON.parse(body);
  const condition = conditionOf(write);
  return condition === undefined
    ? []
    : partsOf(write.ConditionExpression).map((part) => ({ condition, part: withoutNumbers(part) }));
}

export function nameOfDefect({ condition, part }: PlantedDefect): string {
  return condition === part ? condition : `${part} OF ${condition}`;
}

function conditionOf({ ConditionExpression: text }: { readonly ConditionExpression?: string }) {
  return text === undefined ? undefined : withoutNumbers(text);
}

export function withoutNumbers(text: string): string {
  return text.replace(/\[\d+\]/g, '[0]');
}

/** At AND, outside of parentheses. */
export function partsOf(condition: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const word of condition.split(/( AND |\(|\))/)) {
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    if (word === ' AND ' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += word;
  }
  return [...parts, part];
}
