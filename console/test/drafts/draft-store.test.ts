import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DraftStorage, openDraftStore } from '../../src/drafts/draft-store.ts';

const dayMs = 24 * 3_600_000;

/** A browser's storage that holds `capacity` characters. */
function storageOf(capacity: number): DraftStorage {
  const entries = new Map<string, string>();
  const size = () => [...entries].reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem(key, value) {
      const before = entries.get(key);
      entries.set(key, value);
      if (size() <= capacity) return;
      if (before === undefined) entries.delete(key);
      else entries.set(key, before);
      throw new DOMException('full', 'QuotaExceededError');
    },
    removeItem: (key) => entries.delete(key),
    key: (index) => [...entries.keys()][index] ?? null,
    get length() {
      return entries.size;
    },
  };
}

test('a draft outlives its window, and two windows do not overwrite each other’s drafts', () => {
  const storage = storageOf(1000);
  const first = openDraftStore(storage, 'd:', () => 1);
  const second = openDraftStore(storage, 'd:', () => 1);
  first.write('reply:1', { text: '您好' });
  second.write('reply:2', { text: '再见' });
  assert.deepEqual(openDraftStore(storage, 'd:', () => 2).read('reply:1'), { text: '您好' });
  assert.deepEqual(first.keys().sort(), ['reply:1', 'reply:2']);
  first.remove('reply:1');
  assert.equal(second.read('reply:1'), undefined);
});

test('a full storage removes drafts older than 30 days, never younger ones', () => {
  const storage = storageOf(260);
  let now = 0;
  const store = openDraftStore(storage, 'd:', () => now);
  store.write('old', 'a'.repeat(60));
  now = 20 * dayMs;
  store.write('younger', 'b'.repeat(60));
  now = 31 * dayMs;
  assert.equal(store.write('today', 'c'.repeat(60)), true);
  assert.deepEqual(store.keys().sort(), ['today', 'younger']);
  assert.equal(store.write('more', 'd'.repeat(200)), false);
  assert.equal(store.read('more'), 'd'.repeat(200));
  assert.equal(store.read('younger'), 'b'.repeat(60));
});

test('a draft is kept in memory without a storage, and an unreadable entry counts as none', () => {
  const store = openDraftStore(null, 'd:', () => 1);
  assert.equal(store.write('reply:1', 'text'), false);
  assert.equal(store.read('reply:1'), 'text');
  const storage = storageOf(1000);
  storage.setItem('d:reply:1', '{not json');
  assert.equal(openDraftStore(storage, 'd:', () => 1).read('reply:1'), undefined);
});

test('a watcher is called for each change until it stops', () => {
  const store = openDraftStore(storageOf(1000), 'd:', () => 1);
  const heard: string[][] = [];
  const stop = store.watch(() => heard.push(store.keys()));
  store.write('a', 1);
  store.remove('a');
  stop();
  store.write('b', 1);
  assert.deepEqual(heard, [['a'], []]);
});
