import { createHash } from 'node:crypto';
import { type Encoding, form, type PreparedAnswer } from './handler.ts';

/** Returns a JSON answer. Each of its encodings is made once, at its first use. The ETag is a hash of `source`. */
export function preparedJson(
  source: Buffer,
  make: { readonly [Name in Encoding]: () => Promise<Buffer> },
): PreparedAnswer {
  const made = new Map<Encoding, Promise<Buffer>>();
  const digest = createHash('sha256').update(source).digest('base64url').slice(0, 22);
  return {
    [form]: 'prepared',
    contentType: 'application/json; charset=utf-8',
    etag: `W/"${digest}"`,
    body(encoding) {
      const known = made.get(encoding);
      if (known) return known;
      const making = make[encoding]();
      made.set(encoding, making);
      // The next call tries again.
      making.catch(() => made.delete(encoding));
      return making;
    },
  };
}
