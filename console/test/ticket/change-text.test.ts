import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TFunction } from 'i18next';
import { propertyText } from '../../src/ticket/change-text.ts';
import { en } from '../../src/words/en/index.ts';

/** Looks a key such as "ticket.property.title" up in the English texts. */
const t = ((key: string) =>
  key.split('.').reduce<unknown>((texts, name) => (texts as Record<string, unknown>)[name], en)) as TFunction;

test('every property that the update log names has a name for people', () => {
  const properties = ['title', 'content', 'files', 'categoryId', 'status', 'level', 'source', 'groupId', 'agentId'];
  properties.push('customerId', 'templateId', 'copiedAgents', 'reminder', 'score', 'remark', 'reply');
  for (const property of properties) {
    const name = propertyText({ property, label: null }, t);
    assert.match(name, /^[A-Z]/, property);
  }
});

test('a custom field is named by its own name', () => {
  assert.equal(propertyText({ property: 'field:f1', label: '颜色' }, t), '颜色');
});
