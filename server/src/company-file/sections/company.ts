import type { Words } from '@gongdan/contract';
import type { CompanySettings } from '../../context.ts';
import { isZone } from '../../zone.ts';
import { upsert } from '../rows.ts';
import { defaultsOf, type Section } from '../section.ts';
import { type CompanyEntry, companyEntry } from '../shape.ts';

const defaults = defaultsOf(companyEntry);
const defaultSettings = defaultsOf(companyEntry.properties.settings);

/** The company's own settings: a section of one entry. */
export const company: Section<CompanyEntry> = {
  name: 'company',
  idOf: ({ companyid }) => companyid,

  fill: (given, stored) => ({
    ...defaults,
    ...stored,
    ...given,
    settings: { ...defaultSettings, ...stored?.settings, ...given.settings },
  }),

  async load({ query, companyId }) {
    const row = await query.selectFrom('company').selectAll().where('id', '=', companyId).executeTakeFirst();
    if (!row) return [];
    const { id, name, zone, language } = row;
    const settings = settingsEntry(JSON.parse(row.settings) as CompanySettings);
    return [{ entry: { companyid: id, name, timezone: zone, language: language as 'en', settings }, position: 0 }];
  },

  async save({ query, at }, entries) {
    const rows = entries.map(({ entry }) => ({
      id: entry.companyid,
      name: entry.name!,
      zone: entry.timezone!,
      language: entry.language!,
      settings: JSON.stringify(settingsOf(entry.settings!)),
      revision: 0,
      created_at: at,
    }));
    await upsert(query, 'company', ['id'], rows, ['revision', 'created_at']);
  },

  remove: () => Promise.reject(new Error('a company is never removed by its file')),

  prunable: () => false,

  faults: ({ name, timezone }) => [
    ...(name === undefined ? [{ path: [], text: nameMissing }] : []),
    ...(isZone(timezone!) ? [] : [{ path: ['timezone'], text: noZone }]),
  ],
};

const nameMissing: Words = {
  zh: '缺少 name；企业已存在时才可以省略',
  en: 'name is missing; only a company that exists can do without',
};
const noZone: Words = {
  zh: '没有这个时区，应为 Asia/Shanghai 之类的名称',
  en: 'no such time zone; expected one such as Asia/Shanghai',
};

type SettingsEntry = NonNullable<CompanyEntry['settings']>;

function settingsOf(entry: SettingsEntry): CompanySettings {
  return {
    reopenOnReply: entry.reopen_on_reply!,
    changeEvaluation: entry.change_evaluation!,
    liveTokens: entry.live_tokens!,
    api: entry.api!,
  };
}

function settingsEntry(settings: CompanySettings): SettingsEntry {
  return {
    reopen_on_reply: settings.reopenOnReply,
    change_evaluation: settings.changeEvaluation,
    live_tokens: settings.liveTokens,
    api: settings.api,
  };
}
