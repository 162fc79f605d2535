/** For people, on standard output. */
export function say(text: string): void {
  console.log(text);
}
