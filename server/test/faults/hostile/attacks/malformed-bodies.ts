import { endpoints } from '@gongdan/contract';
import type { Attack } from '../attack.ts';
import { answerEach, type Malformed } from '../malformed.ts';
import { requestOf } from '../request.ts';
import type { Target } from '../target.ts';

export const malformedBodies: Attack = {
  name: 'malformed bodies',
  does: 'smuggled lengths, endless chunks, deep JSON, 80,000 keys, 18,000 parts, odd boundaries, each in up to 1 MB',
  attack: (server) => answerEach(server, bodies(server)),
};

const post = (server: Target, headers: Record<string, string>, body: string | Buffer) =>
  requestOf(endpoints.save_user.path, { method: 'POST', headers: { token: server.token, ...headers }, body });
const upload = (server: Target, type: string, body: string | Buffer) =>
  requestOf(endpoints.upload_file.path, {
    method: 'POST',
    headers: { token: server.token, 'content-type': type },
    body,
  });
const json = { 'content-type': 'application/json' };
const long = 2 ** 20 - 100;

function bodies(server: Target): Readonly<Record<string, Malformed>> {
  return {
    'length and chunks': {
      bytes: post(server, { 'content-length': '4', 'transfer-encoding': 'chunked' }, '0\r\n\r\n'),
      right: [400],
    },
    'two lengths': {
      bytes: `POST ${endpoints.save_user.path} HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}`,
      right: [400],
    },
    'a negative length': { bytes: post(server, { 'content-length': '-1' }, '{}'), right: [400] },
    'a chunk without end': {
      bytes: post(server, { 'transfer-encoding': 'chunked' }, 'ffffffffffffffffff\r\n'),
      right: [400, 413],
    },
    'endless chunk extensions': {
      bytes: post(server, { 'transfer-encoding': 'chunked' }, `1;${'a=b;'.repeat(50_000)}\r\n`),
      right: [400, 413],
    },
    'large trailers': {
      bytes: post(server, { 'transfer-encoding': 'chunked' }, `2\r\n{}\r\n0\r\n${'x: y\r\n'.repeat(20_000)}\r\n`),
      right: [200, 400, 431],
    },
    'deep JSON': { bytes: post(server, json, `{"a":${'['.repeat(long / 2)}`), right: [400] },
    'deep JSON that ends': {
      bytes: post(server, json, `{"a":${'['.repeat(long / 2)}${']'.repeat(long / 2)}}`),
      right: [400],
    },
    'deep objects': {
      bytes: post(server, json, `{"a":${'{"a":'.repeat(long / 6)}1${'}'.repeat(long / 6)}}`),
      right: [400],
    },
    '80,000 keys': {
      bytes: post(server, json, `{${Array.from({ length: 80_000 }, (_, n) => `"k${n}":1`).join(',')}}`),
      right: [400],
    },
    'a number of a million digits': {
      bytes: post(server, json, `{"user_nick":${'9'.repeat(long - 20)}}`),
      right: [200],
    },
    'a prototype': {
      bytes: post(server, json, '{"__proto__":{"user_nick":"x"},"constructor":{"prototype":1}}'),
      right: [200],
    },
    gzip: { bytes: post(server, { ...json, 'content-encoding': 'gzip' }, Buffer.from('1f8b08', 'hex')), right: [400] },
    'a boundary of 300 characters': {
      bytes: upload(server, `multipart/form-data; boundary=${'b'.repeat(300)}`, 'x'),
      right: [200, 400],
    },
    'an empty boundary': { bytes: upload(server, 'multipart/form-data; boundary=""', '--\r\n'), right: [200, 400] },
    'a part within a part': {
      bytes: upload(server, 'multipart/form-data; boundary=x', nested(200)),
      right: [200, 400],
    },
    'a megabyte of half boundaries': {
      bytes: upload(
        server,
        'multipart/form-data; boundary=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy',
        `--xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy\r\ncontent-disposition: form-data; name=a; filename=b\r\n\r\n${'\r\n--xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'.repeat(28_000)}`,
      ),
      right: [400],
    },
    'a part with endless headers': {
      bytes: upload(server, 'multipart/form-data; boundary=x', `--x\r\n${'content-x: y\r\n'.repeat(60_000)}`),
      right: [200, 400],
    },
    '18,000 parts': {
      bytes: upload(
        server,
        'multipart/form-data; boundary=x',
        `${'--x\r\ncontent-disposition: form-data; name=a\r\n\r\nb\r\n'.repeat(18_000)}--x--`,
      ),
      right: [400],
    },
  };
}

function nested(depth: number): string {
  const inner = '--y\r\ncontent-type: multipart/mixed; boundary=y\r\ncontent-disposition: form-data; name=a\r\n\r\n';
  return `--x\r\ncontent-disposition: form-data; name=a\r\ncontent-type: multipart/mixed; boundary=y\r\n\r\n${inner.repeat(depth)}\r\n--x--`;
}
