/** What a command cannot go on with, said in full by its message: no stack is printed. */
export class Refused extends Error {
  override readonly name = 'Refused';
}
