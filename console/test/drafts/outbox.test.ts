import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDraftStore } from '../../src/drafts/draft-store.ts';
import { isSending, moveToDraft, outboxReplies, sendInOrder } from '../../src/drafts/outbox.ts';
import { emptyReply, type ReplyDraft, replyKey } from '../../src/drafts/reply-draft.ts';

const emptyStore = () => openDraftStore(null, 'd:', () => 1);
const reply = (requestKey: string, text: string, more: Partial<ReplyDraft> = {}): ReplyDraft => ({
  ...emptyReply('public', 1, requestKey),
  text,
  ...more,
});

test('the outbox sends replies one after the other and holds each until it is accepted', async () => {
  const store = emptyStore();
  const sent: string[] = [];
  const first = Promise.withResolvers<boolean>();
  const one = sendInOrder(store, 't', reply('1', 'one'), () => {
    sent.push('one');
    return first.promise;
  });
  const two = sendInOrder(store, 't', reply('2', 'two'), async () => {
    sent.push('two');
    return true;
  });
  assert.deepEqual(sent, ['one']);
  assert.deepEqual(
    outboxReplies(store, 't').map(({ text }) => text),
    ['one', 'two'],
  );
  first.resolve(true);
  assert.deepEqual(await Promise.all([one, two]), [true, true]);
  assert.deepEqual(sent, ['one', 'two']);
  assert.deepEqual(outboxReplies(store, 't'), []);
  assert.equal(isSending('t'), false);
});

test('a failed reply stops those queued behind it, and all texts return to the draft in order', async () => {
  const store = emptyStore();
  const fails = sendInOrder(store, 'u', reply('1', 'one'), () => Promise.reject(new Error('gone')));
  const behind = sendInOrder(store, 'u', reply('2', 'two', { visibility: 'internal' }), () =>
    assert.fail('must not be sent'),
  );
  store.write(replyKey('u'), reply('3', 'three', { files: [{ address: '/f', name: 'f', image: false }] }));
  await assert.rejects(fails, /gone/);
  assert.equal(await behind, false);
  const back = moveToDraft(store, 'u');
  assert.deepEqual(
    [back?.text, back?.visibility, back?.files.length, back?.requestKey],
    ['one\n\ntwo\n\nthree', 'internal', 1, '1'],
  );
  assert.deepEqual(store.read(replyKey('u')), back);
  assert.deepEqual(outboxReplies(store, 'u'), []);
});

test('a single reply that is not accepted returns to the draft unchanged, with its request key', async () => {
  const store = emptyStore();
  const sent = reply('1', 'one');
  assert.equal(await sendInOrder(store, 'v', sent, async () => false), false);
  assert.deepEqual(moveToDraft(store, 'v'), sent);
  assert.equal(moveToDraft(store, 'v'), undefined);
});
