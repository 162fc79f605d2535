import { readFileSync } from 'node:fs';
import { PAGES } from './pages.ts';

/** One call of the AWS CLI as a page writes it. */
export interface AwsLine {
  readonly page: string;
  /** Without the assignments before it. */
  readonly line: string;
  readonly service: string;
  readonly operation: string;
  /** Of `wait`: for what. */
  readonly waiter?: string;
  /** Of a sandbox or simulator on this machine; absent where AWS itself is meant. */
  readonly endpoint?: string;
  /** As the SDK wants them. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** Every call in a block, with its continued lines, and in a line of text. */
export function awsLines(): AwsLine[] {
  return PAGES.flatMap((page) => {
    const text = readFileSync(page, 'utf8').replaceAll(/\s*\\\n\s*/g, ' ');
    const blocks = [...text.matchAll(/^```[\w-]*\n(.*?)^```$/gms)].flatMap(([, body = '']) =>
      body.split('\n'),
    );
    const inText = [...text.replaceAll(/^```.*?^```$/gms, '').matchAll(/`([^`\n]+)`/g)].map(
      ([, code = '']) => code,
    );
    return [...blocks, ...inText]
      .map((line) => line.replace(/^(\w+=\S+ )+/, ''))
      .filter((line) => /^aws (?!sso )/.test(line) && line.split(' ').length > 2)
      .map((line) => read(page, line));
  });
}

function read(page: string, line: string): AwsLine {
  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)]
    .map(([, quoted, plain]) => quoted ?? plain ?? '')
    .slice(1);
  const bare: string[] = [];
  const options: Record<string, string> = {};
  for (let at = 0; at < words.length; at++) {
    const [, name] = /^--([\w-]+)$/.exec(words[at] ?? '') ?? [];
    if (name === undefined) bare.push(words[at] ?? '');
    else if (/^--|^$/.test(words[at + 1] ?? '')) options[name] = '';
    else options[name] = words[++at] ?? '';
  }
  const [service = '', operation = '', waiter] = bare;
  const { 'endpoint-url': endpoint, region: _, ...own } = options;
  const input = Object.fromEntries(Object.entries(own).map(([name, value]) => [name, shorthand(value)]));
  return {
    page,
    line,
    service,
    operation,
    ...(waiter !== undefined && { waiter }),
    ...(endpoint !== undefined && { endpoint }),
    input,
  };
}

/** The CLI's shorthand: `Type=ACCOUNT,Value=1`. */
function shorthand(value: string): unknown {
  if (!/^\w+=[^,=]+(,\w+=[^,=]+)*$/.test(value)) return value;
  return Object.fromEntries(value.split(',').map((pair) => pair.split('=')));
}
