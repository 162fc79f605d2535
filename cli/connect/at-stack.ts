import type { Status } from '../command/command.ts';
import { isSaid } from '../command/failures.ts';
import type { Given } from '../command/given.ts';
import { tellBrokenOff } from '../command/stopping.ts';
import { connect } from './connect.ts';
import type { Connection } from './connection.ts';
import { explainFailure } from './explain-failure.ts';

/** Finds the stack, then does the work. If AWS refuses something, it says what that means to the reader. */
export async function atStack(
  given: Given,
  work: (connection: Connection) => Promise<Status>,
): Promise<Status> {
  const connection = await connect(given);
  try {
    return await work(connection);
  } catch (error) {
    if (!isSaid(error)) tellBrokenOff();
    throw explainFailure(error, connection);
  }
}
