import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Change, EventKind, TicketEvent } from '../../src/events.ts';
import type { AttachedFile } from '../../src/files/attachment.ts';
import { storedJson } from '../../src/json/json-text.ts';
import { entryToWire, logEntry } from '../../src/wire/log.ts';

function event(kind: EventKind, changes: readonly Change[]): TicketEvent {
  return {
    id: 'e1',
    ticketId: 't1',
    version: 1,
    at: Date.parse('2026-03-02T12:00:00+08:00'),
    kind,
    actor: { type: 'agent', id: 'ming', name: 'ming', face: 'https://img.example/ming.png' },
    way: 'page',
    changes,
    replyId: null,
  };
}

/** Returns the log entry of the event as a client reads it. */
function shown(event: TicketEvent): { update_contents: string } {
  const entry = entryToWire('Asia/Shanghai', { at: event.at, json: storedJson(logEntry(event)) });
  return JSON.parse(Buffer.from(entry, 'latin1').toString());
}

function contents(kind: EventKind, changes: readonly Change[]): unknown {
  return JSON.parse(shown(event(kind, changes)).update_contents);
}

describe('The update log', () => {
  test('says who did what, when and by which way', () => {
    assert.deepEqual(shown(event('deleted', [])), {
      update_title: '工单删除',
      update_contents: '{}',
      log_from: '1',
      update_datetime: '2026-03-02 12:00:00',
      start_type: '0',
      update_agent_id: 'ming',
      update_agent_name: 'ming',
      face_img: 'https://img.example/ming.png',
    });
  });

  test('names each property by its label, with the text of its value', () => {
    const changes: Change[] = [
      { property: 'title', from: '', to: '打不开' },
      { property: 'content', from: '', to: '<p>"引号"</p>' },
      { property: 'files', from: [], to: [{ url: 'https://example.com/a.jpg' }], text: 'a.jpg' },
      { property: 'categoryId', from: '', to: 'repair', text: '售后/维修' },
      { property: 'status', from: null, to: 0, text: '尚未受理', statusType: 1 },
      { property: 'level', from: 0, to: 3, text: '紧急' },
      { property: 'groupId', from: null, to: 'g1', text: '售后组' },
      { property: 'agentId', from: 'a1', to: null, text: '' },
      { property: 'customerId', from: null, to: 'u1', text: '北京客户' },
      { property: 'field:f1', from: null, to: '540264609760473', text: '999', label: '下拉列表' },
      { property: 'field:f2', from: null, to: '455445', label: '测试' },
      { property: 'number', from: '', to: '20260302000001' },
    ];
    assert.deepEqual(contents('created', changes), {
      工单标题: '打不开',
      问题描述: '<p>"引号"</p>',
      问题描述附件: 'a.jpg',
      工单分类: '售后/维修',
      工单状态: '尚未受理',
      优先级: '紧急',
      受理技能组: '售后组',
      受理客服: '',
      客户: '北京客户',
      自定义字段: { 下拉列表: '999', 测试: '455445' },
    });
  });

  test('shows a reply with the names of its files', () => {
    const files: AttachedFile[] = [
      { id: 'a'.repeat(32), name: '发票.pdf' },
      { url: 'https://example.com/1?x=1', name: '图.jpg' },
    ];
    const reply = { property: 'reply', from: null, to: { content: '343', files, visibility: 'public' } };
    assert.deepEqual(contents('replied', [reply]), { 回复: '343', 回复附件: '发票.pdf,图.jpg' });
  });

  test('says of an erased reply only that it was erased', () => {
    const to = { content: '', files: [], visibility: 'public', erased: true };
    assert.deepEqual(contents('replied', [{ property: 'reply', from: null, to }]), {});
    assert.deepEqual(contents('erased', []), { 回复: '已删除' });
  });

  test('shows the reason of a reminder, and the score and remark of an evaluation', () => {
    assert.deepEqual(contents('reminded', [{ property: 'reminder', from: null, to: '客户在等' }]), {
      催单原因: '客户在等',
    });
    const evaluation = { property: 'evaluation', from: null, to: { score: 5, remark: '好' } };
    assert.deepEqual(contents('evaluated', [evaluation]), { 评分: '5', 评语: '好' });
  });
});
