/** A body that is collected as it comes. */
export interface Gathered {
  add(chunk: Buffer): void;
  bytes(): Buffer;
}

/**
 * Smaller chunks are copied. A chunk costs some 200 bytes besides its contents, so a megabyte in chunks of one byte
 * would hold 200 MB.
 */
const smallBytes = 1024;
const slabBytes = 16 * 1024;

/**
 * Copies small chunks into slabs, which are buffers of 16 KB. The first chunk is not copied, because most bodies have
 * only one.
 */
export function makeGathered(): Gathered {
  const pieces: Buffer[] = [];
  let slab = Buffer.alloc(0);
  /** The part of the slab that was filled but not pushed as a piece yet. */
  let start = 0;
  let end = 0;

  function closePiece(): void {
    if (end > start) pieces.push(slab.subarray(start, end));
    start = end;
  }

  return {
    add(chunk) {
      if (chunk.length >= smallBytes || pieces.length === 0) {
        closePiece();
        pieces.push(chunk);
        return;
      }
      if (chunk.length > slab.length - end) {
        closePiece();
        slab = Buffer.allocUnsafeSlow(slabBytes);
        start = 0;
        end = 0;
      }
      end += chunk.copy(slab, end);
    },
    bytes() {
      closePiece();
      return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
    },
  };
}
