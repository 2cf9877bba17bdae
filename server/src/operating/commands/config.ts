import { type Config, describeConfig } from '../../config/config.ts';

/** Prints the settings in force, one `NAME=value` a line, secrets masked. */
export function printConfig(config: Config): void {
  console.log(describeConfig(config).join('\n'));
}
