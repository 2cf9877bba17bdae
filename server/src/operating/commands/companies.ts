import type { ListedCompany } from '../../company-file/companies.ts';
import type { Invocation } from '../command-line/declaration.ts';
import type { Column } from '../terminal/terminal.ts';
import { perform } from './operations.ts';

const columns: readonly Column<ListedCompany>[] = [
  { title: { zh: '企业编号', en: 'companyid' }, cell: ({ companyid }) => companyid },
  { title: { zh: '应用', en: 'apps' }, cell: ({ apps }) => apps },
  { title: { zh: '客服', en: 'agents' }, cell: ({ agents }) => agents },
  { title: { zh: '工单', en: 'tickets' }, cell: ({ tickets }) => tickets },
  { title: { zh: '名称', en: 'name' }, cell: ({ name }) => name },
];

/** Prints the companies of the installation, in the order in which they were created. */
export async function companies({ terminal, config }: Invocation): Promise<void> {
  terminal.printRows(columns, await perform(config, 'companies', {}));
}
