import { Refusal } from '../wire/refusal.ts';
import type { JsonObject } from './read-template.ts';

/** @throws {@link Refusal} naming `place`, the field that is not supported and those that are. */
export function refuseUnknownFields(value: JsonObject, known: readonly string[], place: string): void {
  for (const field of Object.keys(value)) {
    if (!known.includes(field)) {
      throw new Refusal(
        `${place} has ${field}, which the sandbox does not support. Supported: ${known.join(', ')}.`,
      );
    }
  }
}
