import type { Answer, endpoints } from '@gongdan/contract';
import type { Catalog, Category } from '../catalog/catalog.ts';
import type { Company } from '../context.ts';
import { formatTime } from '../zone.ts';

type Tree = Answer<typeof endpoints.get_data_dict>['item']['ticket_type_list'];

/** The tree of the categories, without retired ones and those below them. */
export function categoryTree(company: Company, catalog: Catalog): Tree {
  function branch(category: Category): Tree[number] {
    return { ...categoryKeys(company, category), sub_type_list: branches(category.childIds) };
  }
  function branches(ids: readonly string[]): Tree {
    const categories = ids.map((id) => catalog.categories.get(id));
    return categories
      .filter((category) => category !== undefined && !category.retired)
      .map((category) => branch(category!));
  }
  return branches([...catalog.categories.values()].filter((one) => one.parentId === null).map((one) => one.id));
}

/** A category in the flat list, which includes retired ones. */
export function categoryRow(company: Company, category: Category) {
  return {
    ...categoryKeys(company, category),
    valid_flag: category.retired ? '0' : '1',
    update_datetime: formatTime(company.zone, category.updatedAt),
  };
}

function categoryKeys(company: Company, { id, name, parentId, level, childIds }: Category) {
  return {
    typeid: id,
    companyid: company.id,
    type_name: name,
    parentid: parentId ?? '-1',
    type_level: String(level),
    node_flag: leafFlag(childIds.length === 0),
  };
}

/** `node_flag`: "0" for a leaf. */
export function leafFlag(leaf: boolean): string {
  return leaf ? '0' : '1';
}
