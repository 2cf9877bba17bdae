/** Tells how far something has come: over and over in one line of a terminal, as a line now and then elsewhere. */
export interface Progress {
  show(text: string): void;
  /** Leaves the line, so that something else can be said. */
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
