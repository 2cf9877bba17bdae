/** One whole HTTP answer. */
export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Returns a handler of the data of a connection, which calls `onAnswer` with each answer once it is complete. */
export function answerReader(onAnswer: (answer: Answer) => void): (part: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  return (part) => {
    pending = pending.length === 0 ? part : Buffer.concat([pending, part]);
    for (;;) {
      const end = pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = pending.toString('latin1', 0, end + 4);
      const length = end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (pending.length < length) return;
      const body = pending.toString('utf8', end + 4, length);
      pending = pending.subarray(length);
      onAnswer({ status: Number(head.slice(9, 12)), head, body });
    }
  };
}
