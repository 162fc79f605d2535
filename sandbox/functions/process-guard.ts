import { spawn } from 'node:child_process';

/** Ends what the sandbox leaves behind when it is killed itself. */
export interface ProcessGuard {
  /** The processes that are to end with the host, all of them each time. */
  update(pids: readonly number[]): void;
  close(): void;
}

/**
 * A shell that outlives the host by a moment: its input ends when the host does, however that dies. Functions see
 * their host go too, but not from inside an endless loop.
 */
const script =
  'pids=; while read -r line; do pids=$line; done; for pid in $pids; do kill -9 "$pid"; done; rm -rf -- "$1"';

/** @param directory removed at the end. */
export function createProcessGuard(directory: string): ProcessGuard {
  // Detached, so that a Ctrl-C for the host does not end it first.
  const guard = spawn('/bin/sh', ['-c', script, 'sandbox-guard', directory], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Where there is no such shell, processes end with the host unless they are in an endless loop.
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  return {
    update: (pids) => void guard.stdin.write(`${pids.join(' ')}\n`),
    close: () => void guard.stdin.end('\n'),
  };
}
