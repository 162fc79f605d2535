import { putEventAs } from '../../aws/event-bus.ts';
import { FoliocastError } from '../../core/foliocast-error.ts';
import { whenStopped } from '../command/stopping.ts';

/** By these the bus says that it has not taken the event. */
const REFUSED = ['AccessDeniedException', 'EventNotAccepted'];

/**
 * Puts one event in the name of a source.
 * @param says what the reader should know if it breaks off: nobody knows then whether the event has gone
 */
export async function putOne(
  source: string,
  detailType: string,
  detail: object,
  says: string,
): Promise<string> {
  whenStopped({ close: () => undefined, says });
  try {
    return await putEventAs(source, detailType, detail);
  } catch (error) {
    if (error instanceof FoliocastError && REFUSED.includes(error.name)) whenStopped(undefined);
    throw error;
  }
}
