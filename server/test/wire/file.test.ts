import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileToWire, splitAddresses } from '../../src/wire/file.ts';

const id = '0123456789abcdef0123456789abcdef';

describe('files on the wire', () => {
  test('addresses are joined by semicolons, and one at either end is fine', () => {
    assert.deepEqual(splitAddresses(';https://a/1.jpg; https://b/2.jpg ;;'), ['https://a/1.jpg', 'https://b/2.jpg']);
    assert.deepEqual(splitAddresses(undefined), []);
  });

  test('a stored file has the address under which the server is known now', () => {
    assert.deepEqual(fileToWire('https://desk.example', { id, name: '发票 3月.PDF' }), {
      file_name: '发票 3月.PDF',
      file_url: `https://desk.example/files/${id}/${encodeURIComponent('发票 3月.PDF')}`,
      file_type: 'pdf',
    });
  });

  test('a link is shown as it was given, called by the last part of its path', () => {
    const link = (url: string) => {
      const { file_name, file_url, file_type } = fileToWire('https://desk.example', { url });
      assert.equal(file_url, url);
      return [file_name, file_type];
    };
    assert.deepEqual(link('https://img.example/console/微信图片_20190528.jpg'), ['微信图片_20190528.jpg', 'jpg']);
    assert.deepEqual(link('https://img.example/a%20b.tar.gz?sign=x.y'), ['a b.tar.gz', 'gz']);
    assert.deepEqual(link('https://img.example/%zz'), ['%zz', '']);
    assert.deepEqual(link('nothing like an address'), ['nothing like an address', '']);
  });
});
