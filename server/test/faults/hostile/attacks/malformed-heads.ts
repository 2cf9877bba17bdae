import { endpoints } from '@gongdan/contract';
import type { Attack } from '../attack.ts';
import { answerEach, type Malformed } from '../malformed.ts';
import { requestOf } from '../request.ts';
import type { Target } from '../target.ts';

export const malformedHeads: Attack = {
  name: 'malformed heads',
  does: 'requests that no client sends: other protocols, upgrades, two Hosts, endless headers and addresses',
  attack: (server) => answerEach(server, heads(server)),
};

function heads(server: Target): Readonly<Record<string, Malformed>> {
  return {
    'no Host': { bytes: 'GET /livez HTTP/1.1\r\nconnection: close\r\n\r\n', right: [400] },
    'two Hosts': { bytes: 'GET /livez HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n', right: [400] },
    'unknown Expect': { bytes: requestOf('/livez', { headers: { expect: 'the-unexpected' } }), right: [400] },
    'no HTTP': { bytes: 'hello\r\n\r\n', right: [400] },
    TLS: { bytes: Buffer.from('16030100c8010000c40303', 'hex'), right: [400] },
    'HTTP/2': { bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', right: [400] },
    'HTTP/9.9': { bytes: 'GET /livez HTTP/9.9\r\nhost: test\r\n\r\n', right: [400] },
    CONNECT: { bytes: 'CONNECT 169.254.169.254:80 HTTP/1.1\r\nhost: test\r\n\r\n', right: [400, 404, 405, 0] },
    TRACE: { bytes: 'TRACE / HTTP/1.1\r\nhost: test\r\n\r\n', right: [404, 405] },
    websocket: {
      bytes: requestOf('/livez', {
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
          'sec-websocket-version': '13',
        },
      }),
      right: [200, 400, 404, 426],
    },
    h2c: {
      bytes: requestOf('/livez', {
        headers: { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': '' },
      }),
      right: [200, 400],
    },
    'headers of 100 KB': { bytes: requestOf('/livez', { headers: { 'x-large': 'a'.repeat(100_000) } }), right: [431] },
    '5,000 headers': { bytes: `GET /livez HTTP/1.1\r\nhost: a\r\n${'x: y\r\n'.repeat(5000)}\r\n`, right: [431] },
    '16 KB of cookies': {
      bytes: requestOf('/api/console/1/session', { headers: { cookie: 'a=b; '.repeat(2500) } }),
      right: [200],
    },
    '14,000 slashes': { bytes: requestOf('/'.repeat(14_000)), right: [200, 302, 404] },
    '14,000 dots': { bytes: requestOf(`/${'../'.repeat(4600)}`), right: [404] },
    'bytes that are no UTF-8': {
      bytes: Buffer.concat([
        Buffer.from('GET /console/'),
        Buffer.from([0xff, 0xfe, 0xc0, 0x80]),
        Buffer.from(' HTTP/1.1\r\nhost: a\r\n\r\n'),
      ]),
      right: [200, 400, 404],
    },
    'a percent sign alone': { bytes: requestOf('/files/0123456789abcdef0123456789abcdef/%'), right: [404, 400] },
    '4,000 parameters': {
      bytes: requestOf(`${endpoints.query_users.path}?${'a=b&'.repeat(3500)}`, { headers: { token: server.token } }),
      right: [400],
    },
  };
}
