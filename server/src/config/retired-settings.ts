import type { Words } from '@gongdan/contract';

/** Variable → what takes the place of a setting that no longer exists. */
export type RetiredSettings = Readonly<Record<string, RetiredSetting>>;

export interface RetiredSetting {
  /** The variable of the setting that does its work now; none when nothing has to be set any more. */
  readonly successor?: `GONGDAN_${string}`;
  /** Tells the operator what to do with the value that was set. */
  readonly words: Words;
}

/** Settings of former releases. A setting that is removed or renamed gets a row here. */
export const retiredSettings: RetiredSettings = {
  GONGDAN_DATABASE_POOL: {
    words: {
      zh: 'PostgreSQL 的连接数现在是固定的；请删除这一项',
      en: 'the number of connections to PostgreSQL is fixed now; remove it',
    },
  },
};
