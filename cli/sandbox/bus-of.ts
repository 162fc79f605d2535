import type { Sandbox } from '../../sandbox/sandbox.ts';

/** The Foliocast bus of what runs in a sandbox; none where something else was packaged. */
export function busOf({ buses }: Pick<Sandbox, 'buses'>): string | undefined {
  return buses.names.find((name) => name.startsWith('foliocast-'));
}
