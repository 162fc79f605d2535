import { isObject, type JsonObject } from '../template/read-template.ts';
import { Refusal } from '../wire/refusal.ts';
import { type Condition, readCondition } from './condition.ts';
import { compileArn, compilePattern, type Matches, splitArn, variablesIn } from './pattern.ts';

/** One statement of a policy, read. */
export interface Statement {
  /** Where it stands, e.g. `EmitOutcomeIamRoleLambdaExecution, foliocast-dev-lambda[2]`. */
  readonly where: string;
  readonly isAllow: boolean;
  /** Of a policy that stands at a resource; `undefined` in one that stands at a principal. */
  readonly principals: readonly StatementPrincipal[] | undefined;
  readonly actions: readonly Named[];
  readonly resources: readonly Named[];
  readonly holds: Condition;
}

/** One text of `Action` or `Resource`, and what it names; all of `NotAction` or `NotResource` together are one. */
export interface Named {
  readonly text: string;
  readonly matches: Matches;
}

export interface StatementPrincipal {
  readonly type: 'AWS' | 'Service';
  readonly value: string;
}

const MEMBERS = ['Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
const DOCUMENT_MEMBERS = ['Version', 'Id', 'Statement'];

/** @throws {@link Refusal} naming the policy and what of it is not supported: nothing is passed over */
export function readPolicy(document: unknown, where: string): Statement[] {
  if (!isObject(document)) throw new Refusal(`${where} is no policy document.`);
  refuseOthers(document, DOCUMENT_MEMBERS, where);
  if (document.Version !== '2012-10-17') {
    throw new Refusal(`${where} has the Version ${document.Version}; supported: 2012-10-17.`);
  }
  return [document.Statement].flat().map((statement, at) => readStatement(statement, `${where}[${at}]`));
}

export function readStatement(statement: unknown, where: string): Statement {
  if (!isObject(statement)) throw new Refusal(`${where} is no statement.`);
  refuseOthers(statement, MEMBERS, where);
  const { Effect } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') {
    throw new Refusal(`${where} has the Effect ${Effect}; expected Allow or Deny.`);
  }
  return {
    where,
    isAllow: Effect === 'Allow',
    principals: statement.Principal === undefined ? undefined : readPrincipals(statement.Principal, where),
    actions: readEither(statement, 'Action', where, (text) =>
      compilePattern(text, { hasWildcards: true, ignoresCase: true }),
    ),
    resources: readEither(statement, 'Resource', where, (text) => readResource(text, where)),
    holds: readCondition(statement.Condition, where),
  };
}

/** `Action`, or all but `NotAction`; the trust policy of a role has no resource, being about the role. */
function readEither(
  statement: JsonObject,
  name: 'Action' | 'Resource',
  where: string,
  compile: (text: string) => Matches,
): readonly Named[] {
  const [wanted, unwanted] = [statement[name], statement[`Not${name}`]];
  if (wanted !== undefined && unwanted !== undefined) {
    throw new Refusal(`${where} has both ${name} and Not${name}.`);
  }
  if (wanted === undefined && unwanted === undefined) {
    if (name === 'Resource' && statement.Principal !== undefined) return [{ text: '', matches: () => true }];
    throw new Refusal(`${where} has neither ${name} nor Not${name}.`);
  }
  const texts = textsOf(wanted ?? unwanted, `${where}, ${name}`);
  const named = texts.map((text) => ({ text, matches: compile(text) }));
  if (wanted !== undefined) return named;
  const isNone: Matches = (value, context) => named.every(({ matches }) => !matches(value, context));
  return [{ text: `all but ${texts.join(', ')}`, matches: isNone }];
}

function readResource(text: string, where: string): Matches {
  if (text !== '*' && splitArn(text).length !== 6) {
    throw new Refusal(`${where} has the Resource ${text}; expected an ARN of six parts, or *.`);
  }
  if (variablesIn(text).length > 0) {
    throw new Refusal(`${where} has the Resource ${text}; variables are supported in conditions only.`);
  }
  return compileArn(text);
}

function readPrincipals(element: unknown, where: string): StatementPrincipal[] {
  if (element === '*') return [{ type: 'AWS', value: '*' }];
  if (!isObject(element)) throw new Refusal(`${where} has a Principal that is neither * nor an object.`);
  refuseOthers(element, ['AWS', 'Service'], `${where}, Principal`);
  return (['AWS', 'Service'] as const).flatMap((type) =>
    element[type] === undefined
      ? []
      : textsOf(element[type], `${where}, Principal`).map((value) => ({ type, value })),
  );
}

function textsOf(value: unknown, where: string): string[] {
  const texts = [value].flat();
  if (texts.length > 0 && texts.every((text) => typeof text === 'string')) return texts;
  throw new Refusal(`${where} is ${JSON.stringify(value)}; expected a text or a list of texts.`);
}

function refuseOthers(object: JsonObject, known: readonly string[], where: string): void {
  const unknown = Object.keys(object).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Refusal(
      `${where} has ${unknown}, which the sandbox does not support. Supported: ${known.join(', ')}.`,
    );
  }
}
