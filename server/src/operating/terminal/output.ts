import { languageOf } from '../../config/language.ts';

/**
 * Handles errors of the standard streams, which would otherwise end the process with a stack. When the reader of a pipe
 * has closed it (`gongdan push list … | head -1`), the rest of the output is dropped and the command goes on, because it
 * may be changing something. Any other error, such as a full disk, makes the exit code 1.
 */
export function watchOutput(output: NodeJS.WriteStream, errors: NodeJS.WriteStream): { written(): Promise<void> } {
  errors.on('error', () => {});
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.exitCode = 1;
    const text = { zh: '无法写入标准输出', en: 'cannot write to standard output' }[languageOf()];
    errors.write(`gongdan: ${text}: ${error.code}\n`);
  });
  return {
    /** Resolves when everything was handed to the system, so that `process.exit` loses nothing of it. */
    async written() {
      await Promise.all([output, errors].map(flush));
    },
  };
}

/** The callback of a write is called after everything before it was written, or has failed. */
function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
