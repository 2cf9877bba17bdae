import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { askServer } from '../../../src/operating/commands/control.ts';

const beginning = 'HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"value":';

for (const [moment, sent] of [
  ['before its answer', ''],
  ['within its answer', beginning],
] as const) {
  test(`a command whose server ends ${moment} says that its result is unknown`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'gongdan-control-'));
    t.after(() => rmSync(folder, { recursive: true }));
    // The connection ends as that of a killed server does.
    const server = createServer((connection) => connection.once('data', () => connection.end(sent)));
    server.listen(join(folder, 'socket'));
    await once(server, 'listening');
    t.after(() => server.close());
    await assert.rejects(askServer(folder, 'compact', {}), /ended before it answered/);
  });
}
