import { digestOf } from '../digest.ts';

/**
 * What the constraints of a portfolio let whoever launches do: ids of ListConstraintsForPortfolio, and what they say
 * (DescribeConstraint).
 */
export type PortfolioPower =
  | {
      readonly readable: true;
      /** These two lend the rights of a role. */
      readonly launchConstraints: readonly string[];
      readonly stackSetConstraints: readonly string[];
      /** These keep whoever launches to some parameters. */
      readonly templateConstraints?: readonly string[];
      /**
       * What each says, by id: an update changes it under the same id. Absent before a yes depended on it; without an
       * id's entry, Foliocast could not read that one.
       */
      readonly contents?: Readonly<Record<string, string>>;
    }
  | { readonly readable: false };

const NOT_READ = '(what it says could not be read)';

/** Whether a launch may have rights that are not one's own; what cannot be read counts as lending them. */
export function lendsRights(power: PortfolioPower): boolean {
  return !power.readable || power.launchConstraints.length + power.stackSetConstraints.length > 0;
}

/** The ids of the constraints that a yes binds to; those that lend rights come first. */
export function boundConstraints(power: PortfolioPower): readonly string[] {
  if (!power.readable) return [];
  const { launchConstraints, stackSetConstraints, templateConstraints = [] } = power;
  return [...[...launchConstraints, ...stackSetConstraints].sort(), ...templateConstraints.toSorted()];
}

/** What lends rights, in words; what cannot be read stands for itself. */
export function lendingConstraints(power: PortfolioPower): readonly string[] {
  if (!power.readable) return ['UNREADABLE'];
  return inWords([...power.launchConstraints, ...power.stackSetConstraints], power.contents);
}

/** What keeps whoever launches to some parameters, in words. */
export function limitingConstraints(power: PortfolioPower): readonly string[] {
  return power.readable ? inWords(power.templateConstraints ?? [], power.contents) : [];
}

/** Those of which Foliocast could not read what they say: a change of it under the same id is not noticed. */
export function unreadConstraints(power: PortfolioPower): readonly string[] {
  const { contents } = power.readable ? power : {};
  return contents ? boundConstraints(power).filter((id) => contents[id] === undefined) : [];
}

/** The constraints as a yes is kept with them: short, since a portfolio may have hundreds. */
export interface ConstraintMarks {
  readonly lending: readonly string[];
  readonly limiting: readonly string[];
}

/** `undefined` before it was read what they say: then no yes can be held against them. */
export function constraintMarks(power: PortfolioPower): ConstraintMarks | undefined {
  const isRead = !power.readable || power.contents !== undefined || boundConstraints(power).length === 0;
  if (!isRead) return undefined;
  return {
    lending: power.readable ? lendingConstraints(power).map(markOf) : ['UNREADABLE'],
    limiting: limitingConstraints(power).map(markOf),
  };
}

function inWords(
  ids: readonly string[],
  contents: Readonly<Record<string, string>> | undefined,
): readonly string[] {
  return ids.map((id) => (contents ? `${id} ${contents[id] ?? NOT_READ}` : id)).sort();
}

function markOf(text: string): string {
  const id = text.slice(0, text.indexOf(' '));
  return `${id}#${digestOf(text).slice(0, 16)}`;
}
