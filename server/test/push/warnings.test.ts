import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endpointWarnings } from '../../src/push/warnings.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

function warnings(url: string, { key = secret, allowed = [] as readonly string[] } = {}): string[] {
  return endpointWarnings({ url, secret: key }, allowed).map(({ en }) => en);
}

describe('the warnings of an endpoint', () => {
  it('are none for a public https:// address with a secret', () => {
    assert.deepEqual(warnings('https://receiver.example.com/hook?key=1'), []);
    assert.deepEqual(warnings('https://[2400:3200::1]/'), []);
  });

  it('say that messages are unsigned when there is no secret', () => {
    const [unsigned, ...others] = warnings('https://receiver.example.com/', { key: '' });
    assert.match(unsigned!, /no secret.*unsigned.*push rotate/);
    assert.deepEqual(others, []);
  });

  it('say that messages can be read when they go to a public host without TLS', () => {
    for (const host of ['receiver.example.com', '1.1.1.1', '[2400:3200::1]', 'example.com.']) {
      assert.match(
        String(warnings(`http://${host}/`)),
        /^The address begins with http:[^.]*\. Use https:\/\/\.$/,
        host,
      );
    }
    for (const host of ['receiver', 'receiver.internal', 'printer.local', 'nas.home.arpa']) {
      assert.deepEqual(warnings(`http://${host}/`), [], host);
    }
  });

  it('name GONGDAN_PUSH_ALLOW and the network for a private address that it does not allow', () => {
    const networks = {
      'http://10.0.0.5:8080/hook': '10.0.0.5/32',
      'https://0x7f.1/': '127.0.0.1/32',
      'http://[::ffff:192.168.1.9]/': '192.168.1.9/32',
      'https://[fd00::1]/': 'fd00::1/128',
      'http://localhost:3000/': '127.0.0.1/32',
    };
    for (const [url, network] of Object.entries(networks)) {
      const [warning, ...others] = warnings(url);
      assert.ok(warning?.includes(`add ${network} or its network to GONGDAN_PUSH_ALLOW`), `${url}: ${warning}`);
      assert.deepEqual(others, []);
      assert.deepEqual(warnings(url, { allowed: [network] }), [], 'the network that the warning names is enough');
    }
  });

  it('are written in both languages', () => {
    for (const { zh, en } of endpointWarnings({ url: 'http://10.0.0.5/', secret: '' }, [])) {
      assert.match(zh, /\p{sc=Han}.*。$/u);
      assert.match(en, /^[^\p{sc=Han}]+\.$/u);
    }
  });
});
