import * as v from 'valibot';
import { wholeNumber } from '../whole-number.ts';
import { isContainer, pathsIn, templateProblem } from './ticket-template.ts';

/** EventBridge calls https alone; the sandbox calls loopback addresses alone. */
const URL_FORM = /^(https:\/\/[^\s/?#]+|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?)([/?#]\S*)?$/;

/** What holds everything a ticket is told; an operator shapes it to what the ticket system takes. */
const DEFAULT_BODY = `{
  "ticket": <$.detail.ticket>,
  "event": <$.detail-type>,
  "requestId": <$.detail.requestId>,
  "detail": <$.detail>
}`;

/** EventBridge's own limits of an input transformer. */
const MOST_BODY_CHARACTERS = 8_192;
const MOST_PATHS = 100;

/** Of outcomes, refusals and questions alike: a message without one of its paths is delivered nowhere. */
const IN_EACH_MESSAGE = [
  ...[
    '$.detail.ticket.id',
    '$.detail.ticket.system',
    '$.detail-type',
    '$.id',
    '$.account',
    '$.region',
    '$.time',
  ],
];

function hasPathsOfAll(url: string): boolean {
  return pathsIn(url).every((path) => IN_EACH_MESSAGE.includes(path));
}

/** EventBridge puts a `*` where a path stands, and takes neither other ones nor what no URL holds. */
function isEndpoint(url: string): boolean {
  const [host = ''] = url.replace(/^https?:\/\//, '').split(/[/?]/);
  const rest = pathsIn(url).reduce((text, path) => text.replaceAll(`<${path}>`, ''), url);
  return !host.includes('<') && !/[*"<>|\\^`{}#@]/.test(rest);
}

const Url = v.pipe(
  v.string(),
  v.maxLength(2048, 'at most 2048 characters'),
  v.regex(URL_FORM, 'an https URL, or http at a loopback address for the sandbox'),
  v.check((url) => !pathsIn(url).some(isContainer), 'paths to texts and numbers, not to lists and objects'),
  v.check(
    hasPathsOfAll,
    `only paths that each message has: ${IN_EACH_MESSAGE.map((one) => `<${one}>`).join(' ')}`,
  ),
  v.check(isEndpoint, 'no path in the host, and none of * " < > | \\ ^ ` { } # @ beside paths'),
);

const Body = v.pipe(
  v.string(),
  v.maxLength(MOST_BODY_CHARACTERS, `at most ${MOST_BODY_CHARACTERS} characters`),
  v.check((body) => pathsIn(body).length <= MOST_PATHS, `at most ${MOST_PATHS} different <$.paths>`),
  v.check(
    (body) => templateProblem(body) === undefined,
    ({ input }) => templateProblem(input) ?? '',
  ),
);

/** Section `tickets` of config.yml: where outcomes go that carry a ticket. Left out, nothing is delivered. */
export const TicketsSection = v.strictObject({
  url: Url,
  method: v.optional(v.picklist(['POST', 'PUT', 'PATCH']), 'POST'),
  /** The header that authorises, and the secret of Secrets Manager that holds its whole value. */
  authorizationHeader: v.optional(
    v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,64}$/, "a header's name")),
    'Authorization',
  ),
  secretArn: v.pipe(
    v.string(),
    v.regex(
      /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/,
      'the ARN of a secret of Secrets Manager',
    ),
  ),
  /** The member of the secret's JSON; the whole secret where left out. */
  secretKey: v.optional(v.pipe(v.string(), v.regex(/^[\w.-]{1,128}$/, "a member's name"))),
  /** An input template with paths in the place of names: <$.detail.ticket.id>. */
  body: v.optional(Body, DEFAULT_BODY),
  /** Only tickets of this system; of all where left out. */
  system: v.optional(
    v.pipe(v.string(), v.minLength(1, 'a system'), v.maxLength(64, 'at most 64 characters')),
  ),
  requestsPerSecond: wholeNumber(10, 1, 300),
  retry: v.optional(
    v.strictObject({
      attempts: wholeNumber(185, 0, 185),
      oldestSeconds: wholeNumber(86_400, 60, 86_400),
    }),
    {},
  ),
});
