import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIPv4 } from 'node:net';
import type { WireOutcome, WireRequest } from './message.ts';
import { Refusal } from './refusal.ts';

/** `TAKEN`: the handler answers on the response itself, as an embedded server such as dynalite does. */
export type HttpHandler = (request: WireRequest, response: ServerResponse) => Promise<WireOutcome | 'TAKEN'>;

export interface HttpServer {
  /** E.g. `http://127.0.0.1:4570`. */
  readonly url: string;
  readonly port: number;
  /** Stops listening, lets requests under way finish for at most a second, then closes their connections. */
  close(): Promise<void>;
}

/** The largest body any AWS JSON request may have: BatchWriteItem's 16 MB. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/**
 * Serves the handler on the loopback address only, since it checks no signature.
 * @param port 0 takes any free one.
 * @throws Refusal with one sentence when the port cannot be listened on.
 */
export async function serveHttp(
  handler: HttpHandler,
  { port, onDefect }: { port: number; onDefect: (defect: unknown) => void },
): Promise<HttpServer> {
  const server = createServer((message, response) => {
    respond(handler, message, response).catch((defect: unknown) => {
      response.destroy();
      onDefect(defect);
    });
  });
  await listen(server, port);
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return { url: `http://127.0.0.1:${bound}`, port: bound, close: () => close(server) };
}

/** Names below `localhost` are what SDKs make of it for some services. */
function isLoopbackHost(host: string): boolean {
  const [, name = ''] = /^(.*?)(?::\d{1,5})?$/s.exec(host) ?? [];
  return (
    /^(?:[\w-]+\.)*localhost$/i.test(name) || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'))
  );
}

/**
 * A page in a browser may reach the loopback address by a name of its own; its requests carry that name, or where
 * it comes from, so others than the loopback's are refused: in Host, in a whole URL, and in Origin.
 */
function foreignHost({ headers, url = '' }: IncomingMessage): string | undefined {
  const [, authority] = /^\w+:\/\/([^/?#]*)/.exec(url) ?? [];
  const origin = headers.origin?.replace(/^https?:\/\//, '');
  const hosts = [headers.host ?? '', authority, origin].filter((host) => host !== undefined);
  return hosts.find((host) => !isLoopbackHost(host));
}

async function respond(handler: HttpHandler, message: IncomingMessage, response: ServerResponse) {
  const foreign = foreignHost(message);
  if (foreign !== undefined) {
    const sentence = `The host ${foreign} is not served, only localhost and loopback addresses are.`;
    response.writeHead(403, { connection: 'close', 'content-type': 'text/plain' }).end(sentence);
    return;
  }
  const body = await readBody(message);
  if (body === 'RESET') {
    return;
  }
  if (body === 'TOO_LARGE') {
    response.writeHead(413, { connection: 'close' }).end(`A body may have ${MAX_BODY_BYTES} bytes at most.`);
    return;
  }
  const { method = '', url = '', headers } = message;
  const outcome = await handler({ method, url, headers, body }, response);
  if (outcome === 'TAKEN' || outcome === 'HANG') {
    return;
  }
  if (outcome === 'DROP') {
    message.socket.destroy();
    return;
  }
  response.writeHead(outcome.statusCode, {
    ...outcome.headers,
    'content-length': Buffer.byteLength(outcome.body),
  });
  response.end(outcome.body);
}

/** A client killed in the middle of its request resets the connection: that ends the request, nothing else. */
async function readBody(message: IncomingMessage): Promise<Buffer | 'RESET' | 'TOO_LARGE'> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) {
        return 'TOO_LARGE';
      }
      chunks.push(chunk);
    }
  } catch {
    return 'RESET';
  }
  return Buffer.concat(chunks);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Refusal(
              `Port ${port} of 127.0.0.1 is in use: stop what listens there or choose another port.`,
            )
          : new Refusal(`Cannot listen on port ${port} of 127.0.0.1: ${error.message}.`),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), 1_000);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
