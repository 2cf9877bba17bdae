import { isZone } from '../../zone.ts';
import { type Finding, fail, ok, shownTime } from './finding.ts';

/** Checks what the server needs of its machine. */
export function checkMachine(): readonly Finding[] {
  return [node(), timeZones(), clock()];
}

function node(): Finding {
  const text = `Node ${process.version} (${process.platform}, ${process.arch})`;
  return ok('node', { zh: text, en: text });
}

function timeZones(): Finding {
  const missing = ['Asia/Shanghai', 'America/New_York', 'Europe/London'].filter((zone) => !isZone(zone));
  if (missing.length === 0) return ok('time_zones', { zh: '时区数据完整', en: 'the time zone data is complete' });
  return fail('time_zones', {
    zh: `这个 Node 缺少时区 ${missing.join('、')}；请换用带完整 ICU 数据的 Node`,
    en: `this Node lacks the time zones ${missing.join(', ')}; use a Node with full ICU data`,
  });
}

function clock(): Finding {
  const now = new Date();
  const shown = shownTime(now.getTime());
  // The program was written in 2025 or later. With an earlier clock the server would refuse every token.
  if (now.getUTCFullYear() >= 2025) return ok('clock', { zh: `时钟为 ${shown}`, en: `the clock says ${shown}` });
  return fail('clock', {
    zh: `时钟为 ${shown}，不正确；请先校准，否则 get_token 会拒绝所有请求`,
    en: `the clock says ${shown}; set it, or get_token will refuse every call`,
  });
}
