import { createApp, listApps, randomApp, sealKey } from '../../people/app.ts';
import type { Section } from '../section.ts';
import type { AppEntry } from '../shape.ts';

/** App credentials. A key that the file leaves out is generated once and then kept. */
export const apps: Section<AppEntry> = {
  name: 'apps',
  ordered: true,
  idOf: ({ appid }) => appid,

  fill: (given, stored) => ({ appid: given.appid, app_key: given.app_key ?? stored?.app_key ?? randomApp().key }),

  initial() {
    const { id, key } = randomApp();
    return [{ appid: id, app_key: key }];
  },

  async load({ query, companyId, vault }) {
    const credentials = await listApps(query, vault, companyId);
    return credentials.map(({ id, key, position }) => ({ entry: { appid: id, app_key: key }, position }));
  },

  async save({ query, companyId, vault }, entries) {
    for (const { entry, position, isNew } of entries) {
      const { appid: id, app_key: key = '' } = entry;
      if (isNew) await createApp(query, vault, { id, companyId, key, position });
      else await update(id, { sealed_key: sealKey(vault, id, key), position });
    }

    function update(id: string, values: { sealed_key: string; position: number }) {
      return query.updateTable('app').set(values).where('id', '=', id).where('company_id', '=', companyId).execute();
    }
  },

  async conflicts({ query, companyId }, ids) {
    const rows = await query
      .selectFrom('app')
      .select('id')
      .where('company_id', '<>', companyId)
      .where('id', 'in', ids)
      .execute();
    return rows.map(({ id }) => ({
      id,
      text: { zh: `appid ${id} 属于另一个企业`, en: `the appid ${id} belongs to another company` },
    }));
  },

  async remove({ query, companyId }, ids) {
    for (const table of ['app', 'access_token'] as const) {
      const column = table === 'app' ? 'id' : 'app_id';
      await query.deleteFrom(table).where('company_id', '=', companyId).where(column, 'in', ids).execute();
    }
  },
};
