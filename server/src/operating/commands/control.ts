import { chmodSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { relative, resolve } from 'node:path';
import { json } from 'node:stream/consumers';
import type { Words } from '@gongdan/contract';
import { version } from '../../config/version.ts';
import { folderProblem } from '../../db/private-files.ts';
import { Problem, type Property, refusedCommand } from '../../errors.ts';

/** Operations that a running server performs for commands, by name. Their inputs and results are plain JSON. */
export type Operations = Readonly<Record<string, (input: never) => Promise<unknown>>>;

/** The server of the socket through which commands reach the running server. */
export interface ControlDoor {
  close(): Promise<void>;
}

/**
 * Serves commands on a socket in the data folder that only the folder's owner can open. The socket speaks HTTP: a
 * `POST /apply` with the input as JSON is answered by `{"value": …}` or `{"problem": {"text": "a sentence"}}`. The caller
 * must hold the folder's lock.
 */
export async function answerCommands(folder: string, operations: Operations): Promise<ControlDoor> {
  const path = socketPath(folder);
  // A killed server may have left its socket. The lock guarantees that no server is running.
  rmSync(path, { force: true });
  const server = createServer((call, answer) => {
    perform(operations, call)
      .then(
        (value) => ({ value }),
        (error: unknown) => ({ problem: reported(error) }),
      )
      .then((outcome) => send(answer, 200, outcome))
      .catch(() => answer.destroy());
  });
  // The mask gives the new socket to its owner alone. A chmod after `listen` would leave other users a moment to open it.
  const openMask = process.umask(0o177);
  try {
    server.listen(path);
  } finally {
    process.umask(openMask);
  }
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  chmodSync(path, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

/**
 * Performs the operation in the running server; returns undefined when none is running. Throws Problem with the server's
 * text when it refuses.
 */
export async function askServer(
  folder: string,
  name: string,
  input: unknown,
): Promise<{ readonly value: unknown } | undefined> {
  const path = socketPath(folder);
  const answered = await exchange(path, `/${name}`, JSON.stringify(input)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNRESET' || error.code === 'EPIPE') throw refusedCommand(unanswered);
    throw folderProblem(folder, error) ?? error;
  });
  if (!answered) return undefined;
  const { value, problem } = answered;
  if (problem) throw new Problem('request_refused', problem.text, problem);
  return { value };
}

/** A killed server cannot say how far it came. */
const unanswered: Words = {
  zh: '服务在应答之前已退出，无法确定命令是否已执行；请先检查结果，再决定是否重新执行。',
  en: 'the server ended before it answered, so the command may be done or not: check its result before you run it again',
};

interface Answered {
  readonly value?: unknown;
  readonly problem?: ReportedProblem;
}

async function exchange(socketPath: string, path: string, body: string): Promise<Answered | undefined> {
  const answer = await post(socketPath, path, body);
  return answer && ((await json(answer)) as Answered);
}

/** Operating systems allow socket paths of 104 or 108 bytes. If the absolute path is too long, a relative one is used. */
const longestPath = 100;

function socketPath(folder: string): string {
  const absolute = resolve(folder, 'socket');
  const fitting = [absolute, relative('.', absolute)].find((path) => Buffer.byteLength(path) <= longestPath);
  if (fitting) return fitting;
  throw refusedCommand({
    zh: `数据文件夹的路径 ${folder} 太长，无法使用套接字`,
    en: `the path of the data folder ${folder} is too long for a socket`,
  });
}

async function perform(operations: Operations, call: IncomingMessage): Promise<unknown> {
  const input = await json(call);
  // Only a command of the same version is sure to send and expect data of the same shape.
  if (call.headers['gongdan-version'] !== version) {
    throw refusedCommand({
      zh: `正在运行的服务是 gongdan ${version}，与这条命令的版本不同`,
      en: `the running server is gongdan ${version}, this command is another version`,
    });
  }
  const name = call.url?.slice(1) ?? '';
  if (!Object.hasOwn(operations, name)) {
    throw refusedCommand({ zh: `正在运行的服务不支持 ${name}`, en: `the running server can't do ${name}` });
  }
  return operations[name]!(input as never);
}

function send(answer: ServerResponse, status: number, body: object): void {
  answer.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  answer.end(JSON.stringify(body));
}

/** A Problem as the socket's answer carries it. */
interface ReportedProblem {
  readonly text: string;
  readonly zh?: string | undefined;
  readonly property?: Property | undefined;
  readonly field?: string | undefined;
}

function reported(error: unknown): ReportedProblem {
  if (error instanceof Problem) return { text: error.text, zh: error.zh, property: error.property, field: error.field };
  const message = error instanceof Error ? error.message : error;
  return { text: `the server failed: ${message}`, zh: `服务出错：${message}` };
}

function post(socketPath: string, path: string, body: string): Promise<IncomingMessage | undefined> {
  const headers = { 'content-type': 'application/json', 'gongdan-version': version };
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, path, method: 'POST', headers }, resolve);
    call.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ECONNREFUSED') resolve(undefined);
      else reject(error);
    });
    call.end(body);
  });
}
