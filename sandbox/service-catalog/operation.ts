import type * as v from 'valibot';
import { SERVICE_CATALOG_PRINCIPAL } from '../organizations/delegated-administrators.ts';
import { type Page, pageOf } from '../wire/page.ts';
import { readInput } from '../wire/read-input.ts';
import type { Caller, Operation, WireValue } from '../wire/service.ts';
import { SortedIds } from '../wire/sorted-ids.ts';
import { validationError } from '../wire/validation-error.ts';
import type { Catalog } from './catalog.ts';
import { invalidParameters, undocumentedError } from './errors.ts';
import { inputShapes } from './input-shapes.ts';

type OperationName = keyof typeof inputShapes;
export type InputOf<TName extends OperationName> = v.InferOutput<(typeof inputShapes)[TName]>;

/** An operation that reads its input by the model, once all that is due has happened. */
export function operation<TName extends OperationName>(
  catalog: Catalog,
  name: TName,
  answer: (input: InputOf<TName>, caller: Caller) => WireValue,
): Operation {
  return (raw, caller) => {
    const input = readInput(inputShapes[name], raw, validationError);
    catalog.now();
    return answer(input, caller);
  };
}

export function page(
  { settings, order }: Catalog,
  list: string,
  ids: SortedIds | readonly string[] | ((after: string) => Iterable<string>),
  { PageToken, PageSize }: { PageToken?: string | undefined; PageSize?: number | undefined },
): Page {
  const size = PageSize || settings.undocumented.defaultPageSize;
  const source = typeof ids === 'function' || ids instanceof SortedIds ? ids : new SortedIds(ids, order);
  return pageOf(source, { list, token: PageToken, size }, () =>
    invalidParameters('The page token is invalid: take it from the answer before, with the same filters.'),
  );
}

/** The management account of the organization or a delegated administrator of Service Catalog. */
export function isAdministrator(catalog: Catalog, { accountId }: Caller): boolean {
  return (
    accountId === catalog.organization.managementAccountId ||
    catalog.delegatedAdministrators.has(accountId, SERVICE_CATALOG_PRINCIPAL)
  );
}

/** The sentence is the service's own, seen by users of the Crossplane provider; the error's name is not told. */
export function requireAdministrator(catalog: Catalog, caller: Caller): void {
  if (!isAdministrator(catalog, caller)) {
    throw undocumentedError(
      catalog.settings.undocumented.errors.notAdministrator,
      'Account must either be the master or delegated admin of an organization and must have IAM permission ' +
        'for ListDelegatedAdministrator operation.',
    );
  }
}
