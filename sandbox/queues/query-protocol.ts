import { isObject } from '../template/read-template.ts';
import type { WireAnswer } from '../wire/message.ts';
import type { ServiceError, WireValue } from '../wire/service.ts';

/** A request of the AWS query protocol, as older clients speak it to SQS: a form whose lists are numbered. */
export interface QueryRequest {
  readonly action: string;
  /** In the members of the JSON protocol. */
  readonly input: WireValue;
}

/** Names of the form's numbered lists and what the JSON protocol calls them. */
const lists: Readonly<Record<string, string>> = {
  AttributeName: 'AttributeNames',
  MessageAttributeName: 'MessageAttributeNames',
  MessageSystemAttributeName: 'MessageSystemAttributeNames',
};

/** Texts in a form, and numbers in the JSON protocol. */
const numbers = ['DelaySeconds', 'MaxNumberOfMessages', 'VisibilityTimeout', 'WaitTimeSeconds'];

export function readQuery(body: string): QueryRequest {
  const input: Record<string, unknown> = {};
  const attributes: Record<string, Record<string, string>> = {};
  for (const [key, value] of new URLSearchParams(body)) {
    const [, list = '', position = '', rest = ''] = /^(\w+)\.(\d+)(?:\.(.+))?$/.exec(key) ?? [];
    if (list === 'MessageAttribute') {
      attributes[position] = { ...attributes[position], [rest.replace(/^Value\./, '')]: value };
    } else if (lists[list]) {
      input[lists[list]] = [...((input[lists[list]] as string[] | undefined) ?? []), value];
    } else {
      input[key] = numbers.includes(key) && /^-?\d{1,10}$/.test(value) ? Number(value) : value;
    }
  }
  const named = Object.values(attributes).map(({ Name = '', ...attribute }) => [Name, attribute]);
  if (named.length > 0) input.MessageAttributes = Object.fromEntries(named);
  const { Action, Version: _, ...rest } = input;
  return { action: String(Action), input: rest };
}

const namespace = 'http://queue.amazonaws.com/doc/2012-11-05/';

export function queryAnswer(action: string, output: WireValue, requestId: string): WireAnswer {
  const result = Object.entries(output)
    .map(([name, value]) => member(name, value))
    .join('');
  return xml(
    200,
    requestId,
    `<${action}Response xmlns="${namespace}"><${action}Result>${result}</${action}Result>` +
      `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`,
  );
}

export function queryError(error: ServiceError, requestId: string): WireAnswer {
  const type = error.statusCode < 500 ? 'Sender' : 'Receiver';
  return xml(
    error.statusCode,
    requestId,
    `<ErrorResponse xmlns="${namespace}"><Error><Type>${type}</Type><Code>${escapeXml(error.name)}</Code>` +
      `<Message>${escapeXml(error.message)}</Message><Detail/></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  );
}

/** Lists are flat and repeated; maps are entries of a name and a value. */
function member(name: string, value: unknown): string {
  switch (name) {
    case 'Messages':
      return each(value, (message) => element('Message', members(message)));
    case 'QueueUrls':
      return each(value, (url) => element('QueueUrl', escapeXml(String(url))));
    case 'Attributes':
      return entries(value, (key, text) =>
        element('Attribute', element('Name', escapeXml(key)) + element('Value', escapeXml(String(text)))),
      );
    case 'MessageAttributes':
      return entries(value, (key, attribute) =>
        element('MessageAttribute', element('Name', escapeXml(key)) + element('Value', members(attribute))),
      );
    default:
      return element(name, escapeXml(String(value)));
  }
}

function members(value: unknown): string {
  return isObject(value)
    ? Object.entries(value)
        .map(([name, inner]) => member(name, inner))
        .join('')
    : '';
}

function each(value: unknown, write: (item: unknown) => string): string {
  return Array.isArray(value) ? value.map(write).join('') : '';
}

function entries(value: unknown, write: (key: string, item: unknown) => string): string {
  return isObject(value)
    ? Object.entries(value)
        .map(([key, item]) => write(key, item))
        .join('')
    : '';
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"'\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function xml(statusCode: number, requestId: string, body: string): WireAnswer {
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  return { statusCode, headers, body: `<?xml version="1.0"?>${body}` };
}
