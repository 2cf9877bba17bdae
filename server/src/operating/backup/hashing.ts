import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

/** Makes a stream that passes bytes through. `digest` returns their SHA-256 in hex after the end of the stream. */
export function hashing(): { readonly through: Transform; readonly digest: () => string } {
  const hash = createHash('sha256');
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { through, digest: () => hash.digest('hex') };
}
