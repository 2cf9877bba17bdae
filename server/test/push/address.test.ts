import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { mayReach, type Network, parseNetwork } from '../../src/push/address.ts';
import { privateSpellings } from './spellings.ts';

const nothing: readonly Network[] = [];
const network = (text: string) => parseNetwork(text) ?? assert.fail(`${text} is no network`);

describe('pushes may not reach', () => {
  it(`any of ${privateSpellings.length} spellings of private, local and reserved addresses`, () => {
    assert.ok(privateSpellings.length >= 200);
    for (const spelling of privateSpellings) {
      const { hostname } = new URL(`http://${spelling}/`);
      assert.equal(mayReach(hostname, nothing), false, `${spelling} is read as ${hostname}`);
    }
  });
  it('a text that is no address', () => {
    for (const text of ['', 'localhost', 'example.com', '1.2.3.4.5', '[]', ':::'])
      assert.equal(mayReach(text, nothing), false);
  });
  it('any IPv4 address of the reserved blocks', () => {
    const blocks = ['0', '10', '127', '224', '239', '240', '255'];
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.constantFrom(...blocks), octet, octet, octet, (first, ...rest) =>
        assert.equal(mayReach([first, ...rest].join('.'), nothing), false),
      ),
    );
  });
});

describe('pushes may reach', () => {
  it('public addresses', () => {
    for (const address of [
      '1.1.1.1',
      '114.114.114.114',
      '8.8.8.8',
      '2606:4700:4700::1111',
      '[2400:3200::1]',
      '::ffff:8.8.8.8',
    ]) {
      assert.equal(mayReach(address, nothing), true, address);
    }
  });
  it('the networks the operator allows, and no others', () => {
    const allowed = [network('127.0.0.0/8'), network('fd00::/8'), network('10.1.2.3')];
    for (const address of ['127.0.0.1', '127.9.9.9', '::ffff:127.0.0.1', 'fd12::1', '10.1.2.3']) {
      assert.equal(mayReach(address, allowed), true, address);
    }
    for (const address of ['10.1.2.4', '192.168.0.1', 'fe80::1', '::1'])
      assert.equal(mayReach(address, allowed), false, address);
  });
});
