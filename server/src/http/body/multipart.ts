import type { BusboyConstructor, BusboyFileStream, BusboyHeaders, BusboyInstance as Parser } from '@fastify/busboy';
import type { FilePart } from '@gongdan/contract';
import { isFault, Problem } from '../../errors.ts';
import { mostParameters, tooManyParameters, type undecodable } from '../parameters/given.ts';
import { type Feed, isTimeOut, waitFor } from './feed.ts';
import { decodeValue, type PartHead, type PartHeaders, readHead, watchHeads } from './part-heads.ts';
import { type Spool, spoolFile } from './spool-file.ts';

export interface Multipart {
  readonly fields: readonly (readonly [name: string, value: string | typeof undecodable])[];
  /** The first file part, whatever its name. */
  readonly file: FilePart | undefined;
}

/** True when the parts of the body can be found: the content type is multipart and names the boundary. */
export function isMultipart(contentType: string | undefined): contentType is string {
  return contentType !== undefined && /^\s*multipart\/form-data\s*;.*\bboundary=/i.test(contentType);
}

/**
 * Parses the parts as they are fed. All fields together may have `fieldLimit` bytes. `spool` says where the file is
 * written; without it, files are skipped. With it, the caller must remove the file, whether this resolves or rejects;
 * nothing writes to the file after that.
 */
export async function readMultipart(
  feed: Feed,
  contentType: string,
  fieldLimit: number,
  spool?: Spool,
): Promise<Multipart> {
  const { Busboy } = await import('@fastify/busboy');
  const parsing = new Parsing(parserOf(Busboy, contentType, fieldLimit, spool), fieldLimit, spool);
  return parsing.run(feed);
}

/** Larger than a piece that is fed, so that the parser mostly accepts the next piece without a wait for `drain`. */
const bufferBytes = 64 * 1024;

function parserOf(
  Busboy: BusboyConstructor,
  contentType: string,
  fieldLimit: number,
  spool: Spool | undefined,
): Parser {
  const headers = { 'content-type': contentType } as BusboyHeaders;
  // A field may have one byte more than the limit, so that `#takeField` sees that it is too long.
  const limits = { parts: mostParameters, fieldSize: fieldLimit + 1, fileSize: spool?.limit ?? 0 };
  try {
    // In latin1 one character stands for each byte. `decodeValue` decodes the values later.
    return new Busboy({ headers, limits, defCharset: 'latin1', highWaterMark: bufferBytes, fileHwm: bufferBytes });
  } catch (cause) {
    // The library refuses a boundary of more than 250 characters, which no real client sends.
    throw malformed(cause);
  }
}

/** The parsing of one body. The first error ends it and is thrown. */
class Parsing {
  readonly #parser: Parser;
  readonly #fieldLimit: number;
  readonly #spool: Spool | undefined;
  readonly #stop = new AbortController();
  readonly #heads: PartHead[] = [];
  readonly #fields: [string, string | typeof undecodable][] = [];
  #fieldSize = 0;
  #stream: BusboyFileStream | undefined;
  #file: Promise<FilePart> | undefined;

  constructor(parser: Parser, fieldLimit: number, spool: Spool | undefined) {
    this.#parser = parser;
    this.#fieldLimit = fieldLimit;
    this.#spool = spool;
    parser.on('error', this.#fail);
    parser.on('partsLimit', () => this.#fail(tooManyParameters()));
    watchHeads(parser, (header) => this.#takeHead(header));
    parser.on('field', (place, bytes) => this.#takeField(this.#heads[Number(place)]!, bytes));
    parser.on('file', (place, stream, _name, _encoding, mediaType) => {
      this.#takeFile(stream, this.#heads[Number(place)]!.fileName, mediaType);
    });
  }

  async run(feed: Feed): Promise<Multipart> {
    const { signal } = this.#stop;
    try {
      await feed(this.#parser, signal);
      const finished = waitFor(this.#parser, 'finish', signal);
      this.#parser.end();
      await finished;
      return { fields: this.#fields, file: await this.#file };
    } catch (error) {
      const first: unknown = signal.aborted ? signal.reason : error;
      // While a file is being written, a time-out means that the disk is too slow. The client may send the file again.
      if (this.#stream && isTimeOut(first)) throw new Problem('overloaded', 'the disk is too slow', { cause: first });
      throw first instanceof Problem || isFault(first) ? first : malformed(first);
    } finally {
      this.#parser.destroy();
      // Destroyed with an error. Without one, a pipeline would wait for ever for a stream that was not read to its end.
      this.#stream?.destroy(malformed(undefined));
      await this.#file?.catch(() => undefined);
    }
  }

  readonly #fail = (reason: unknown): void => this.#stop.abort(reason);

  /** Reads the head of a part. In place of the names, the parser then reports an index into `#heads`. */
  #takeHead(header: PartHeaders): void {
    try {
      const head = readHead(header, this.#heads.length);
      if (head) this.#heads.push(head);
    } catch (reason) {
      this.#fail(reason);
    }
  }

  /** Ignores a part without a name, which is no parameter. */
  #takeField({ name, charset }: PartHead, bytes: string): void {
    this.#fieldSize += (name?.length ?? 0) + bytes.length;
    if (this.#fieldSize > this.#fieldLimit) {
      this.#fail(new Problem('body_too_large', `the fields have more than ${this.#fieldLimit} bytes`));
    } else if (name !== undefined) this.#fields.push([name, decodeValue(bytes, charset)]);
  }

  #takeFile(stream: BusboyFileStream, name: string | undefined, mediaType: string): void {
    // When a body ends too early, the parser also emits `error` on the stream. Without a listener that would end the
    // process.
    stream.on('error', () => undefined);
    if (!this.#spool || this.#file || name === '') {
      stream.resume();
      return;
    }
    this.#stream = stream;
    this.#file = spoolFile(stream, { name: name ?? 'file', mediaType }, this.#spool);
    // Writing the file may fail while the client pauses, long before `run` awaits the promise.
    this.#file.catch(this.#fail);
  }
}

function malformed(cause: unknown): Problem {
  return new Problem('body_malformed', 'the parts cannot be read', { cause });
}
