import type { Option } from '../command/command.ts';

/** Where a command finds the stack; every one of these may be left out. */
export const CONNECTION_OPTIONS = {
  stage: { kind: 'TEXT', about: 'Stage of the stack; dev by default' },
  region: { kind: 'TEXT', about: 'Region of the stack; AWS_REGION or the profile by default' },
  profile: { kind: 'TEXT', about: 'Profile of your AWS configuration; AWS_PROFILE by default' },
  'endpoint-url': {
    kind: 'TEXT',
    about: 'Of a sandbox, such as http://127.0.0.1:4566; AWS_ENDPOINT_URL by default',
  },
  ledger: { kind: 'TEXT', about: 'Table of the stack, where it was deployed with existingLedger' },
} as const satisfies Readonly<Record<string, Option>>;
