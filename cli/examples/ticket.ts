import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { say } from '../command/print.ts';
import type { Example } from './example.ts';

const TICKET = { system: 'jira', id: 'IT-4', url: 'https://acme.example/browse/IT-4' };
const REQUEST_ID = 'ticket-example-1';

/** What the ticket system answers: EventBridge tries again after each but the last. */
const ANSWERS = [503, 429, 200];

/** Resolves when the ticket system has taken a call. */
const taken = Promise.withResolvers<void>();

/** The outcome of a request that carries a ticket is told to the ticket system, however often it takes. */
export const ticket: Example = {
  about:
    'A request carries a ticket: its outcome is told to the ticket system, which fails twice before it accepts.',
  async prepare() {
    const server = createTicketSystem();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const tickets = {
      url: `http://127.0.0.1:${port}/issue/<$.detail.ticket.id>/comment`,
      secretArn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:foliocast/tickets-a1b2c3',
      body: '{ "body": "Portfolio <$.detail.portfolioId>: <$.detail-type>, <$.detail.effect>" }',
    };
    return { config: { tickets }, close: () => server.close() };
  },
  async play({ put, answerTo }) {
    say(`Putting PortfolioShareRequested ${REQUEST_ID} with the ticket ${TICKET.id}\n`);
    await put({
      source: 'acme.service-desk',
      'detail-type': 'PortfolioShareRequested',
      detail: {
        version: '1',
        requestId: REQUEST_ID,
        portfolioId: 'port-a1b2c3d4e5f6g',
        organizationNode: { type: 'ORGANIZATIONAL_UNIT', value: 'ou-ab12-cdef3456' },
        ticket: TICKET,
      },
    });
    const outcome = await answerTo(REQUEST_ID);
    say(`\n${outcome['detail-type']}\n`);
    await taken.promise;
    return outcome['detail-type'] === 'PortfolioShareCompleted';
  },
};

function createTicketSystem(): Server {
  const answers = [...ANSWERS];
  return createServer((request, response) => {
    const body: Buffer[] = [];
    request.on('data', (chunk) => body.push(chunk));
    request.on('end', () => {
      const status = answers.shift() ?? 200;
      say(
        `The ticket system got ${request.method} ${request.url}\n  ${Buffer.concat(body)}\n  and answers ${status}`,
      );
      response.writeHead(status).end();
      if (status === 200) taken.resolve();
    });
  });
}
