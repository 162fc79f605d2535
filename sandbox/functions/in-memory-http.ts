import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import type { WireOutcome, WireRequest } from '../wire/message.ts';

interface RequestOptions {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

type OnResponse = (response: Readable) => void;

/**
 * The part of node:http that the SDK's own request handler uses, with no socket: so its time-outs, its reading of
 * answers and its errors are the real ones.
 */
export function inMemoryHttp(answer: (request: WireRequest) => Promise<WireOutcome>) {
  class ClientRequest extends Writable {
    readonly socket = connectedSocket();
    readonly #chunks: Buffer[] = [];
    readonly #options: RequestOptions;

    constructor(options: RequestOptions, onResponse: OnResponse) {
      super();
      this.#options = options;
      this.once('response', onResponse);
    }

    override _write(chunk: Buffer, _encoding: string, done: () => void): void {
      this.#chunks.push(chunk);
      done();
    }

    override _final(done: (error?: Error) => void): void {
      const { method, path: url, headers: given } = this.#options;
      const headers = Object.fromEntries(
        Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]),
      );
      const receive = (outcome: WireOutcome) => {
        if (this.destroyed || outcome === 'HANG') return;
        if (outcome === 'DROP') return done(hangUp());
        const body = Readable.from([Buffer.from(outcome.body)]);
        this.emit(
          'response',
          Object.assign(body, {
            statusCode: outcome.statusCode,
            headers: { ...outcome.headers, 'content-length': String(Buffer.byteLength(outcome.body)) },
          }),
        );
        done();
      };
      answer({ method, url, headers, body: Buffer.concat(this.#chunks) }).then(receive, done);
    }
  }

  return {
    Agent: class {
      destroy(): void {}
    },
    request: (options: RequestOptions, onResponse: OnResponse) => new ClientRequest(options, onResponse),
  };
}

function connectedSocket() {
  const none = () => undefined;
  return Object.assign(new EventEmitter(), {
    connecting: false,
    setTimeout: none,
    setKeepAlive: none,
    destroy: none,
  });
}

function hangUp(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
