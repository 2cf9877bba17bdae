/** Shows progress: in one line that is overwritten on a terminal, elsewhere as a line every five seconds. */
export interface Progress {
  show(text: string): void;
  /** Clears the line, so that other text can follow. */
  end(): void;
}

const lineEveryMs = 5000;

export function makeProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? inOneLine(stream) : inLines(stream);
}

function inOneLine(stream: NodeJS.WriteStream): Progress {
  return {
    show: (text) => stream.write(`\r\u001b[K${text}`),
    end: () => stream.write('\r\u001b[K'),
  };
}

function inLines(stream: NodeJS.WriteStream): Progress {
  let last = performance.now();
  return {
    show(text) {
      if (performance.now() - last < lineEveryMs) return;
      last = performance.now();
      stream.write(`${text}\n`);
    },
    end() {},
  };
}
