import type { ServiceCall } from './call-log.ts';
import type { WireOutcome } from './wire/message.ts';

/**
 * Stands between a client and the service that it calls, as a network does: answers in the service's place,
 * drops the connection or leaves it hanging, before or after the effect, or performs the call, with another body
 * where it gives one, and hands on its answer.
 */
export type InterceptCall = (
  call: Pick<ServiceCall, 'functionName' | 'service' | 'operation'> & { readonly body: string },
  perform: (body?: string) => Promise<WireOutcome>,
) => Promise<WireOutcome>;
