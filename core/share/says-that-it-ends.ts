/** Whether a refusal says that something runs, or changes, which comes to its end. AWS documents no sentence. */
export function saysThatItEnds(message: string): boolean {
  return /try again|wait|(same|a) time|in[ _]progress|under[ _]change|not finished|being|running/i.test(
    message,
  );
}
