import { realClock } from '../clock/clock.ts';
import { type HttpServer, serveHttp } from '../wire/serve-http.ts';
import { createSimulator } from './create-simulator.ts';
import type { Scenario } from './scenario.ts';

/** Serves the simulator on the loopback address, in real time. @param port 0 takes any free one. */
export function serveSimulator({
  port,
  scenario,
}: {
  port: number;
  scenario?: Scenario;
}): Promise<HttpServer> {
  const simulator = createSimulator({ clock: realClock, ...(scenario && { scenario }) });
  return serveHttp(simulator.answer, {
    port,
    onDefect: (defect) => console.error('Defect of the simulator:', defect),
  });
}
