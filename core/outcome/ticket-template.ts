/**
 * Paths of an outcome's event that lead to a list or an object. A test compares them with the event's schema.
 */
const CONTAINERS = [
  '$',
  '$.resources',
  '$.detail',
  '$.detail.requester',
  '$.detail.ticket',
  '$.detail.organizationNode',
  '$.detail.share',
  '$.detail.principals',
  '$.detail.accounts',
  '$.detail.accounts.alreadyReachedAccounts',
  '$.detail.accounts.failures',
  '$.detail.accounts.failures[0]',
  '$.detail.accounts.doubtful',
  '$.detail.lostAccess',
  '$.detail.lostAccess.accounts',
  '$.detail.reach',
  ...['gaining', 'losing', 'keeping', 'gainingPrincipals'].flatMap((change) => [
    `$.detail.reach.${change}`,
    `$.detail.reach.${change}.accounts`,
  ]),
  '$.detail.reach.principals',
  '$.detail.reach.principals[0]',
  '$.detail.reach.reached',
  '$.detail.reachedByTwoPaths',
  '$.detail.verification',
  '$.detail.approval',
  '$.detail.findings',
  '$.detail.findings[0]',
  '$.detail.failure',
  '$.detail.failure.done',
  '$.detail.failure.quota',
  '$.detail.timing',
  '$.detail.delivery',
];

const PLACEHOLDER = /<(\$(?:\.[\w-]+|\[\d+\])*|aws\.events\.[\w.-]+)>/;
const RESERVED = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
];

/** Whether a path of an outcome's event leads to a list or an object. */
export function isContainer(path: string): boolean {
  return /^aws\.events\.event(?:\.json)?$/.test(path) || CONTAINERS.includes(path.replace(/\[\d+\]/g, '[0]'));
}

/** The different paths into the event that a text names as `<$.path>`, in order. */
export function pathsIn(text: string): string[] {
  return [...new Set([...text.matchAll(new RegExp(PLACEHOLDER, 'g'))].map(([, path = '']) => path))].filter(
    (path) => path.startsWith('$'),
  );
}

/**
 * What EventBridge would refuse in an input template, or take and never deliver. A template is JSON, or a text in
 * double quotes; inside a string of a JSON template a list or an object leaves nothing to deliver, without a word.
 */
export function templateProblem(template: string): string | undefined {
  const stray = [...template.matchAll(/<([A-Za-z0-9_.-]+|\$[^>]*)>/g)].find(
    ([whole, name = '']) =>
      !new RegExp(`^${PLACEHOLDER.source}$`).test(whole) ||
      (name.startsWith('aws.') && !RESERVED.includes(name)),
  );
  if (stray) return `a template without ${stray[0]}, which is no path such as <$.detail.requestId>`;
  if (template.trimStart().startsWith('"')) return undefined;
  const { filled, containers } = fill(template);
  if (!isJson(filled)) return 'JSON, or a text in double quotes, once each <$.path> is replaced';
  const [path] = containers;
  if (path === undefined) return undefined;
  return `no <${path}> inside a string: it is a list or an object, and EventBridge would deliver nothing`;
}

/** The template with a value in place of each path, and the paths to lists and objects that stand inside a string. */
function fill(template: string): { readonly filled: string; readonly containers: readonly string[] } {
  const containers: string[] = [];
  let isInString = false;
  const filled = template.replace(
    new RegExp(`\\\\.|"|${PLACEHOLDER.source}`, 'gs'),
    (found: string, path: string | undefined) => {
      if (found === '"') isInString = !isInString;
      if (path === undefined) return found;
      if (isInString && isContainer(path)) containers.push(path);
      return isInString ? '' : 'null';
    },
  );
  return { filled, containers };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
