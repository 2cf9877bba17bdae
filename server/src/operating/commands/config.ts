import { type Config, describeConfig } from '../../config/config.ts';

/** Prints the effective settings, one `NAME=value` a line, with secrets masked. */
export function printConfig(config: Config): void {
  console.log(describeConfig(config).join('\n'));
}
