import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { settings } from '../../config/settings.ts';
import { builtFolder } from '../../http/page/routes.ts';
import { type Finding, ok, warn } from './finding.ts';

/** Checks how users and other nodes reach the server and its files. */
export function checkReach(config: Config): readonly Finding[] {
  return [attachments(config), address(config), builtConsole()];
}

function attachments({ databaseUrl, filesUrl, data }: Config): Finding {
  const place = filesUrl === null ? join(data, 'files') : settings.filesUrl.kind.show(filesUrl);
  const text = { zh: `附件保存在 ${place}`, en: `attachments are kept in ${place}` };
  if (filesUrl !== null || databaseUrl === null) return ok('attachments', text);
  return warn('attachments', {
    zh: `${text.zh}，其他节点读不到；多个节点需要设置 GONGDAN_FILES_URL`,
    en: `${text.en}, where other nodes cannot read them; several nodes need GONGDAN_FILES_URL`,
  });
}

/** Warns when users reach the server over a network without TLS. */
function address({ publicUrl, host }: Config): Finding {
  const local = ['127.0.0.1', '::1', 'localhost'];
  if (publicUrl?.startsWith('https:')) {
    return ok('address', {
      zh: `对外地址 ${publicUrl} 使用 TLS，Cookie 只经加密连接传输`,
      en: `the public address ${publicUrl} uses TLS, so cookies are secure`,
    });
  }
  if (publicUrl === null && local.includes(host)) {
    return ok('address', {
      zh: '只有本机能访问服务；要对外提供，请在前面配置 TLS，并设置 GONGDAN_PUBLIC_URL=https://…',
      en: 'only this machine reaches the server; for others put TLS in front and set GONGDAN_PUBLIC_URL=https://…',
    });
  }
  if (publicUrl !== null && local.includes(URL.parse(publicUrl)?.hostname ?? ''))
    return ok('address', { zh: `对外地址为 ${publicUrl}`, en: `the public address is ${publicUrl}` });
  return warn('address', {
    zh: '密码与会话在网络上明文传输；请在前面配置 TLS，并设置 GONGDAN_PUBLIC_URL=https://…',
    en: 'passwords and sessions cross the network in clear text; put TLS in front and set GONGDAN_PUBLIC_URL=https://…',
  });
}

function builtConsole(): Finding {
  if (existsSync(join(builtFolder, 'index.html')))
    return ok('console', { zh: '工作台已构建', en: 'the console is built' });
  return warn('console', {
    zh: '缺少构建好的工作台，只提供 API；在源码目录请执行 npm run build:console，用安装包时请重新安装',
    en: 'the built console is missing, so only the API is served; in a checkout run npm run build:console, otherwise install gongdan again',
  });
}
