import { IncomingMessage } from 'node:http';
import type { LoggedCaller } from '../../config/log.ts';

/**
 * The first small chunks of a body are passed on as they come, because most bodies have only one. Later ones are
 * joined.
 */
const mostUnjoined = 16;
const smallBytes = 1024;
const bufferBytes = 16 * 1024;
/**
 * A packet with more small chunks is costly to read, so the next packet of its request waits for its turn: see `inTurn`
 * below.
 */
const mostJoinedInPacket = 256;

/**
 * A request that joins small chunks of its body. A body may come in chunks of one byte, eleven thousand in a packet of
 * 64 KB, which take 10 ms to read. Node makes a buffer of each chunk and keeps up to 65,536 of them (13 MB) until the
 * body is read. Node also reads up to 32 packets of one connection before it turns to the next connection. Twenty
 * bodies of 100,000 chunks blocked the event loop for three seconds and took 560 MB. With joined chunks they take 60 MB
 * and block it for 0.1 s.
 */
export class GatheringRequest extends IncomingMessage {
  /** For the log; see call-notes.ts. */
  caller: LoggedCaller | undefined;
  refusedWith: string | undefined;
  isNoted = false;
  #small = 0;
  #joinedOfPacket = 0;
  #isCostly = false;
  #buffer: Buffer | undefined;
  #filled = 0;

  /**
   * Node calls this for each chunk, and with null at the end. When this returns false, Node stops reading from the
   * socket.
   */
  override push(chunk: Buffer | null): boolean {
    if (chunk === null || chunk.length >= smallBytes || this.#small < mostUnjoined) {
      this.#passOn();
      if (chunk !== null && chunk.length < smallBytes) this.#small += 1;
      return super.push(chunk);
    }
    this.#join(chunk);
    return !this.#isCostly && this.readableLength + this.#filled < this.readableHighWaterMark;
  }

  /** Node calls this when the reader wants more of the body, and again only after something was pushed. */
  override _read(size: number): void {
    if (!this.#isCostly) {
      super._read(size);
      return;
    }
    this.#isCostly = false;
    inTurn(() => {
      if (!this.destroyed) super._read(size);
    });
  }

  #join(chunk: Buffer): void {
    this.#buffer ??= Buffer.allocUnsafeSlow(bufferBytes);
    if (this.#filled + chunk.length > bufferBytes) this.#passOn();
    if (this.#joinedOfPacket === 0) setImmediate(() => this.#endPacket());
    this.#joinedOfPacket += 1;
    if (this.#joinedOfPacket > mostJoinedInPacket) this.#isCostly = true;
    this.#filled += chunk.copy(this.#buffer, this.#filled);
  }

  /**
   * Runs at the end of this turn of the event loop, so that the bytes of a slow client are passed on without delay.
   * With `process.nextTick` it would run after each chunk, and nothing would be joined.
   */
  #endPacket(): void {
    this.#joinedOfPacket = 0;
    this.#passOn();
  }

  #passOn(): void {
    if (this.#filled === 0) return;
    const piece = Buffer.from(this.#buffer!.subarray(0, this.#filled));
    this.#filled = 0;
    if (!this.destroyed) super.push(piece);
  }
}

const waiting: (() => void)[] = [];

/**
 * Runs one of the functions per turn of the event loop, so that costly packets of many connections do not block it
 * together.
 */
function inTurn(act: () => void): void {
  waiting.push(act);
  if (waiting.length === 1) setImmediate(takeTurn);
}

function takeTurn(): void {
  waiting.shift()!();
  if (waiting.length > 0) setImmediate(takeTurn);
}
