import { spawn, spawnSync } from 'node:child_process';

/** A call with a body of `bytes` bytes, which a client makes `times` times. */
export interface Sending {
  readonly url: string;
  readonly path: string;
  readonly token: string;
  readonly bytes: number;
  readonly times: number;
}

/**
 * A client that integrations use. `send` returns `<status> <body>` of each call, or the error, as the client sees it.
 */
export interface Client {
  readonly name: string;
  /** The program that must be installed; undefined for a client of Node's own. */
  readonly program?: string;
  send(sending: Sending): Promise<string[]>;
}

const type = 'multipart/form-data; boundary=edge';
const start = '--edge\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n';

const python = `
import http.client, sys
host, path, token, size, times, chunked, type, start = sys.argv[1:]
body = start.encode() + b'x' * int(size) + b'\\r\\n--edge--\\r\\n'
pieces = lambda: (body[at:at + 65536] for at in range(0, len(body), 65536))
for _ in range(int(times)):
    try:
        connection = http.client.HTTPConnection(host, timeout=60)
        headers = {'token': token, 'content-type': type}
        if chunked: connection.request('POST', path, pieces(), headers, encode_chunked=True)
        else: connection.request('POST', path, body, headers)
        answer = connection.getresponse()
        print(answer.status, answer.read().decode())
    except Exception as error:
        print(repr(error))
`;

function runPython(chunked: string) {
  return async ({ url, path, token, bytes, times }: Sending) => {
    const args = [new URL(url).host, path, token, String(bytes), String(times), chunked, type, start];
    return (await output('python3', ['-c', python, ...args])).trim().split('\n');
  };
}

function runCurl(...more: string[]) {
  return async ({ url, path, token, bytes, times }: Sending) => {
    const answers: string[] = [];
    for (let time = 0; time < times; time += 1) {
      const write = ['-s', '-S', '-w', '%{stderr}%{http_code} exit %{exitcode}'];
      const form = ['-H', `token: ${token}`, '-F', 'file=@-;filename=a.bin'];
      const said = await output('curl', [...write, ...form, ...more, url + path], Buffer.alloc(bytes));
      answers.push(said.replace(/^(.*)(\d{3}) exit 0$/s, '$2 $1'));
    }
    return answers;
  };
}

async function runFetch({ url, path, token, bytes, times }: Sending): Promise<string[]> {
  const answers: string[] = [];
  for (let time = 0; time < times; time += 1) {
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(bytes)]), 'a.bin');
    const asked = fetch(url + path, { method: 'POST', headers: { token }, body });
    answers.push(
      await asked.then(
        async (answer) => `${answer.status} ${await answer.text()}`,
        (error) => `${error} ${error.cause}`,
      ),
    );
  }
  return answers;
}

export const uploadingClients: readonly Client[] = [
  { name: "Python's http.client", program: 'python3', send: runPython('') },
  { name: "Python's http.client in chunks", program: 'python3', send: runPython('chunked') },
  { name: "Node's fetch", send: runFetch },
  { name: 'curl', program: 'curl', send: runCurl() },
  { name: 'curl that does not wait for 100', program: 'curl', send: runCurl('-H', 'Expect:') },
];

/** Returns why the client cannot run here; false when it can. */
export function missing({ program }: Client): string | false {
  if (program === undefined || spawnSync(program, ['--version']).status === 0) return false;
  return `${program.toUpperCase()} IS NOT INSTALLED HERE: whether it reads its answers is not known`;
}

/** Returns everything that a program prints: its standard output, then its standard error. */
async function output(program: string, args: readonly string[], input?: Buffer): Promise<string> {
  const child = spawn(program, args);
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const texts = await Promise.all(
    [child.stdout, child.stderr].map(async (stream) => (await stream.toArray()).join('')),
  );
  return texts.join('');
}
