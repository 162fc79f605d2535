/** What the sandbox does not support or cannot start with: one clear sentence for the reader, never a defect. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
