/** How the reader starts this program, for lines that can be copied: in a clone by npx, else the one file. */
export function program(): string {
  const path = process.argv[1] ?? '';
  return isOneFile() ? `node ${quoted(path)}` : 'npx foliocast';
}

/** Whether this is the bundle that packaging makes for operators; esbuild puts a constant in the place of the name. */
export function isOneFile(): boolean {
  return typeof ONE_FILE !== 'undefined' && ONE_FILE;
}

declare const ONE_FILE: boolean | undefined;

/** For a shell. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
