import type { Logger } from 'pino';
import { version } from '../config/version.ts';
import type { Database } from '../db/database.ts';

/** Returns the lines for `/metrics` of one part of the product, in the text form of Prometheus. */
export type Describe = () => string | Promise<string>;

/**
 * Returns a function that returns the text for `/metrics`. A part that fails is left out and logged: while the store
 * cannot be read, the metrics of calls matter most.
 */
export function makeMetrics({ kind }: Database, log: Logger, parts: readonly Describe[]): () => Promise<string> {
  const build = describeBuild(kind);
  return async () => {
    const described = await Promise.all([...parts, describeProcess].map((part) => describeOrLog(log, part)));
    return described.join('') + build;
  };
}

async function describeOrLog(log: Logger, part: Describe): Promise<string> {
  try {
    return await part();
  } catch (err) {
    log.warn({ err }, 'some metrics are missing');
    return '';
  }
}

/** Processor time, memory, garbage collection and the event loop. */
async function describeProcess(): Promise<string> {
  const { register, collectDefaultMetrics } = await import('prom-client');
  if (register.getMetricsAsArray().length === 0) collectDefaultMetrics();
  return register.metrics();
}

function describeBuild(store: Database['kind']): string {
  const node = process.versions.node;
  return [
    '# HELP gongdan_build_info 1; the labels are the release of Gongdan, that of Node, and the kind of the store.',
    '# TYPE gongdan_build_info gauge',
    `gongdan_build_info{version="${version}",node="${node}",store="${store}"} 1`,
    '',
  ].join('\n');
}
