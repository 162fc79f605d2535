import { type Unknown, unknownErrors, unknownListings, unknowns } from '../../service-catalog/unknowns.ts';

/** The tables of what is not known, for the page simulator/README.md. */
export function unknownsTables(): string {
  return [
    ...tableOf('what is not known', unknowns, ''),
    '',
    'What lists show, each of which may lag behind (`durations` above):',
    '',
    ...tableOf('what is not known', unknownListings, ''),
    '',
    'The names of errors that AWS describes without naming them; their texts are our own unless a source is named:',
    '',
    ...tableOf('the name of the error', unknownErrors, 'errors.'),
  ].join('\n');
}

function tableOf(what: string, table: Readonly<Record<string, Unknown>>, prefix: string): string[] {
  return [
    `| setting | default | other values | ${what} | what speaks for the default |`,
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(table).map(
      ([
        name,
        {
          values: [first, ...others],
          question,
          source,
        },
      ]) => {
        const values = others.map((value) => `\`${value}\``).join(', ');
        return `| \`${prefix}${name}\` | \`${first}\` | ${values} | ${question} | ${source ?? 'nothing: a guess'} |`;
      },
    ),
  ];
}
