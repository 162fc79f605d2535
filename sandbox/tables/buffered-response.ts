import type { TableAnswer } from './table-answer.ts';

/** The part of a ServerResponse that dynalite uses, kept until it ends. */
export function createBufferedResponse(onEnd: (answer: TableAnswer) => void) {
  const headers: Record<string, string> = {};
  const response = {
    statusCode: 200,
    setHeader(name: string, value: string | number) {
      headers[name.toLowerCase()] = String(value);
    },
    end(body = '') {
      const { 'content-length': _, ...rest } = headers;
      onEnd({ statusCode: response.statusCode, headers: rest, body });
    },
  };
  return response;
}
