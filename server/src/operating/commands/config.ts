import { describeConfig, shownSettings } from '../../config/config.ts';
import type { Started } from '../command-line/declaration.ts';
import type { Column } from '../terminal/terminal.ts';

interface Row {
  readonly setting: string;
  readonly value: string;
  readonly source: 'flag' | 'variable' | 'file' | 'default';
  readonly at: string;
}

const columns: readonly Column<Row>[] = [
  { title: { zh: '配置', en: 'setting' }, cell: ({ setting }) => setting },
  { title: { zh: '值', en: 'value' }, cell: ({ value }) => value },
];

/**
 * Prints the effective settings with secrets masked. On a terminal and as JSON it says where each value was given. In a
 * pipe it prints `NAME=value` a line, the form of an environment file.
 */
export function printConfig({ terminal, config, origins }: Started): void {
  if (terminal.json && !terminal.jsonDemanded) {
    terminal.print(describeConfig(config).join('\n'));
    return;
  }
  const rows = shownSettings(config).map(({ name, variable, value }) => ({
    setting: variable,
    value,
    ...origins[name],
  }));
  const fallback = terminal.text({ zh: '默认值', en: 'default' });
  const from: Column<Row> = { title: { zh: '来源', en: 'given as' }, cell: ({ at }) => (at === '' ? fallback : at) };
  terminal.printRows([...columns, from], rows);
}
