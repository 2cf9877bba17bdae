import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileToWire, splitAddresses } from '../../src/wire/file.ts';

const id = '0123456789abcdef0123456789abcdef';

describe('files on the wire', () => {
  test('addresses are separated by semicolons, and semicolons at either end are ignored', () => {
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

  test('a link is shown as it was given', () => {
    const url = 'https://img.example/console/a.tar.gz?sign=x';
    const shown = { file_name: 'a.tar.gz', file_url: url, file_type: 'gz' };
    assert.deepEqual(fileToWire('https://desk.example', { url, name: 'a.tar.gz' }), shown);
  });
});
