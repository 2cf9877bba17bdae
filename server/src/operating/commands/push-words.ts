import type { Words } from '@gongdan/contract';

/** The faults of docs/pushes.md in Chinese. English readers are shown the fault as that page and the API call it. */
const faults: Readonly<Record<string, string>> = {
  address_refused: '地址不允许推送',
  name_unresolved: '域名无法解析',
  connection_failed: '无法建立连接',
  certificate_wrong: '证书无效',
  timed_out: '超时',
  broken_off: '连接中断',
  answer_unreadable: '应答无法解压',
  went_round: '消息形成循环',
  waited_too_long: '等待满 30 天',
  internal: '服务器内部错误',
};

/** The reasons for which a server or a command stops an endpoint, as they are stored. */
const stateReasons: Readonly<Record<string, string>> = {
  'paused by hand': '手动暂停',
  'the receiver answered 410 Gone': '接收端应答 410（已失效）',
  'every try of the last five days failed': '最近五天的尝试全部失败',
};

/** Names a fault as docs/pushes.md does. The text, which may be of the operating system, is added as it is. */
export function faultWords(fault: string, text = ''): Words {
  const name = faults[fault];
  const [zh, en] = text === '' ? ['', ''] : [`：${text}`, `: ${text}`];
  return { zh: `${name === undefined ? fault : `${name}（${fault}）`}${zh}`, en: `${fault}${en}` };
}

export function stateReasonWords(reason: string): Words {
  return { zh: stateReasons[reason] ?? reason, en: reason };
}
