import type { OrganizationNode } from './recipient.ts';

const FORMS: Readonly<Record<OrganizationNode['type'], { bare: RegExp; arn: RegExp; expected: string }>> = {
  ORGANIZATION: {
    bare: /^o-[a-z0-9]{10,32}$/,
    arn: /^arn:aws[a-z-]*:organizations::\d{12}:organization\/(o-[a-z0-9]{10,32})$/,
    expected: 'an organization id such as o-a1b2c3d4e5, or its ARN',
  },
  ORGANIZATIONAL_UNIT: {
    bare: /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/,
    arn: /^arn:aws[a-z-]*:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
    expected: 'an organizational unit id such as ou-ab12-cdef3456, or its ARN',
  },
  ACCOUNT: {
    bare: /^\d{12}$/,
    arn: /^arn:aws[a-z-]*:organizations::\d{12}:account\/o-[a-z0-9]{10,32}\/(\d{12})$/,
    expected: 'an account id of twelve digits, or its Organizations ARN',
  },
};

/** The bare id of a node given as id or ARN of any partition, or what was expected instead. */
export function parseNodeValue(
  type: OrganizationNode['type'],
  value: string,
): { readonly id: string } | { readonly expected: string } {
  const form = FORMS[type];
  const id = form.bare.test(value) ? value : form.arn.exec(value)?.[1];
  if (id !== undefined) return { id };
  if (isRoot(value)) {
    return { expected: 'type ORGANIZATION with the organization id (o-…): a root cannot be shared with' };
  }
  const fitting = (Object.keys(FORMS) as OrganizationNode['type'][]).find(
    (other) => FORMS[other].bare.test(value) || FORMS[other].arn.test(value),
  );
  return { expected: fitting ? `type ${fitting} for this value, or ${form.expected}` : form.expected };
}

function isRoot(value: string): boolean {
  return /^r-[0-9a-z]{4,32}$/.test(value) || /^arn:[^:]*:organizations::\d{12}:root\//.test(value);
}
