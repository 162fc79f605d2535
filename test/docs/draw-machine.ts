import type { AslMachine, AslState } from '../contract/machines.ts';

type Way = AslState & {
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
};

const SHAPES: Readonly<Record<string, readonly [string, string]>> = {
  Task: ['[', ']'],
  Choice: ['{', '}'],
  Wait: ['([', '])'],
  Succeed: ['((', '))'],
  Fail: ['((', '))'],
};

/** A machine's states as a Mermaid flowchart, without Catch: any Task may fail. */
export function drawMachine({ States }: AslMachine): string {
  const states = Object.entries<Way>(States);
  const boxes = states.map(([name, { Type }]) => {
    const [open, close] = SHAPES[Type] ?? ['[', ']'];
    return `  ${name}${open}${name}${close}`;
  });
  const arrows = states.flatMap(([from, { Next, Default, Choices = [] }]) => {
    const to = [...Choices.map((choice) => choice.Next), Default, Next].filter((one) => one !== undefined);
    return [...new Set(to)].map((one) => `  ${from} --> ${one}`);
  });
  return ['flowchart TD', ...boxes, ...arrows].join('\n');
}
