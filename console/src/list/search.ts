import type { Condition, Sort } from '../api/types.ts';

/**
 * The part of a list's state that its URL holds: the number of the open ticket (`t`), conditions in addition to those
 * of the view (`all`), and the order if it is not that of the view.
 */
export interface ListSearch {
  readonly t?: string;
  readonly all?: Condition[];
  readonly sort?: `${Sort['by']}.${Sort['order']}`;
}

const sortPattern = /^(createdAt|updatedAt|level)\.(asc|desc)$/;

/** Reads the query of a URL, which may be written by hand. Invalid parts are ignored. */
export function checkListSearch({ t, all, sort }: Record<string, unknown>): ListSearch {
  const conditions = conditionsOf(all);
  return {
    ...(t === undefined || t === '' ? {} : { t: String(t) }),
    ...(conditions.length === 0 ? {} : { all: conditions }),
    ...(sortPattern.test(String(sort)) ? { sort: sort as NonNullable<ListSearch['sort']> } : {}),
  };
}

export function sortOf(text: ListSearch['sort']): Sort | undefined {
  if (text === undefined) return undefined;
  const [by, order] = text.split('.') as [Sort['by'], Sort['order']];
  return { by, order };
}

export function sortText({ by, order }: Sort): NonNullable<ListSearch['sort']> {
  return `${by}.${order}`;
}

/** Returns the conditions of a URL, at most the 20 that the server takes. */
function conditionsOf(value: unknown): Condition[] {
  // A URL has the conditions as JSON, a link within the console the list itself.
  const list = typeof value === 'string' ? parsed(value) : value;
  if (!Array.isArray(list)) return [];
  return list.filter((one): one is Condition => typeof one === 'object' && one !== null && 'field' in one).slice(0, 20);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
