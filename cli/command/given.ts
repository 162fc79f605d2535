/** The arguments of a command. Asking for one that the command does not have is a defect, and throws. */
export interface Given {
  text(name: string): string | undefined;
  flag(name: string): boolean;
  list(name: string): readonly string[];
  /** Of a text, where it is given. @throws AskedWrongly */
  number(name: string, expected: string, isRight: (value: number) => boolean): number | undefined;
}
