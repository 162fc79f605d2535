/** A part of a path; one that is no text in percent code stands for itself, which is the name of nothing. */
export function decodePath(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
