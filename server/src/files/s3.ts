import { openAsBlob } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { S3mini, S3ServiceError } from 's3mini';
import type { FileStore } from '../context.ts';
import { Problem } from '../errors.ts';
import { hashOf } from './hash.ts';
import { madeAgain } from './store.ts';

/** A bucket of an S3-compatible store. */
export interface Bucket {
  /** Address of the store, without the bucket. */
  readonly endpoint: string;
  readonly region: string;
  readonly name: string;
  /** The prefix of our objects' names: "" or for instance `desk/`. */
  readonly prefix: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

const answerMs = 30_000;

/** Stores files in a bucket, which is created when it is missing. An upload is received in the folder `incoming` first. */
export async function openBucketStore(
  bucket: Bucket,
  incoming: string,
  random: (bytes: number) => Buffer,
): Promise<FileStore> {
  const client = clientOf(bucket);
  await demandBucket(client, bucket.name);
  // After a crash the folder holds only files of calls that were never answered.
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const keyOf = (id: string) => `${bucket.prefix}${id}`;

  return {
    get incoming() {
      return madeAgain(incoming);
    },
    async keep(path) {
      const id = random(16).toString('hex');
      const [sha256, { size }, blob] = await Promise.all([hashOf(path), stat(path), openAsBlob(path)]);
      await orOverloaded(client.putObject(keyOf(id), blob, 'application/octet-stream', undefined, undefined, size));
      return { id, sha256 };
    },
    async find(id) {
      const size = await orOverloaded(sizeOf(client, keyOf(id)));
      if (size === undefined) return undefined;
      return { size, read: (range) => Readable.from(bytesOf(client, keyOf(id), range)) };
    },
    async remove(id) {
      await orOverloaded(client.deleteObject(keyOf(id)));
    },
  };
}

function clientOf({ endpoint, name, region, accessKey, secretKey }: Bucket): S3mini {
  return new S3mini({
    endpoint: `${endpoint}/${name}`,
    region,
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    requestAbortTimeout: answerMs,
  });
}

async function demandBucket(client: S3mini, name: string): Promise<void> {
  try {
    if ((await client.bucketExists()) || (await client.createBucket())) return;
  } catch (cause) {
    throw new Problem('request_refused', 'GONGDAN_S3_ENDPOINT does not answer', { cause });
  }
  throw new Problem('request_refused', `the bucket ${name} can't be used: wrong keys, or it belongs to others`);
}

async function sizeOf(client: S3mini, key: string): Promise<number | undefined> {
  try {
    return await client.getContentLength(key);
  } catch (error) {
    const { cause } = error as Error;
    if (cause instanceof S3ServiceError && cause.status === 404) return undefined;
    throw error;
  }
}

async function* bytesOf(
  client: S3mini,
  key: string,
  range?: { start: number; end: number },
): AsyncGenerator<Uint8Array> {
  // The library takes whether the whole object is wanted, and an exclusive end of the range.
  const response = await client.getObjectRaw(key, range === undefined, range?.start, range && range.end + 1);
  if (response.body) yield* response.body;
}

/** Turns an error of the remote store into Problem `overloaded`, which tells the caller to try again. */
async function orOverloaded<Result>(asked: Promise<Result>): Promise<Result> {
  try {
    return await asked;
  } catch (cause) {
    throw new Problem('overloaded', 'the store of attachments does not answer', { cause });
  }
}
