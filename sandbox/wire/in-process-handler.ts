import { Readable } from 'node:stream';
import type { WireOutcome, WireRequest } from './message.ts';

/** The part of an SDK request that is read here; every client of the SDK for JavaScript v3 sends it. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

interface SdkCallOptions {
  readonly abortSignal?: AbortSignal;
}

interface SdkResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: Readable;
}

/**
 * A `requestHandler` for any client of the SDK for JavaScript v3 that reaches the services without a socket:
 * `new ServiceCatalogClient({ requestHandler: inProcessHandler(answer), ... })`. A dropped connection rejects
 * with `ECONNRESET`, as node:http does.
 */
export function inProcessHandler(answer: (request: WireRequest) => Promise<WireOutcome>) {
  return {
    async handle(request: SdkRequest, options: SdkCallOptions = {}): Promise<{ response: SdkResponse }> {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
      );
      const { method, path: url } = request;
      const outcome = await untilAborted(
        answer({ method, url, headers, body: readBody(request.body) }),
        options.abortSignal,
      );
      if (outcome === 'DROP') {
        throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      }
      if (outcome === 'HANG') return untilAborted(new Promise<never>(() => undefined), options.abortSignal);
      return {
        response: {
          statusCode: outcome.statusCode,
          headers: { ...outcome.headers },
          body: Readable.from([Buffer.from(outcome.body)]),
        },
      };
    },
  };
}

/** Rejects with the SDK's own `AbortError` when the caller gives up first; the operation runs on, as on a server. */
function untilAborted<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) {
    return answer;
  }
  return new Promise((resolve, reject) => {
    const abort = () => reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function readBody(body: unknown): Buffer | string {
  if (body === undefined || typeof body === 'string') {
    return body ?? '';
  }
  if (body instanceof Uint8Array) {
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  }
  throw new TypeError(`A request body must be a string or bytes here, not ${typeof body}.`);
}
