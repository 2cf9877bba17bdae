import type { Scenario } from './scenario.ts';

const group = { groupId: 'installation', language: 'zh', waits: { status: 11, share: 0.6 } } as const;

export const visits: readonly Scenario[] = [
  {
    ...group,
    categoryId: 'install',
    weight: 9,
    models: ['lock_s1', 'lock_s1_pro', 'lock_x3', 'purifier_p400', 'purifier_p800'],
    titles: ['预约安装 {model}', '{model} 已到货,申请安装', '{city}安装预约'],
    questions: [
      '<p>{model} 已经收到,请安排{city}的师傅上门安装,周末优先。</p>',
      '<p>新房装修完了,预约安装,门是防盗门。</p>',
    ],
    answers: ['<p>您好,已派单,师傅会在两小时内联系您。</p>', '<p>您好,请提供门的厚度和照片,以便师傅带齐配件。</p>'],
    returns: ['<p>门厚 70 毫米,照片发了。</p>', '<p>师傅说改到明天,可以。</p>'],
    solutions: ['<p>安装完成,请在 APP 里确认并评价。</p>', '<p>已完成安装并教会家人使用。</p>'],
  },
  {
    ...group,
    categoryId: 'relocate',
    weight: 2,
    models: ['lock_s1', 'purifier_p400', 'purifier_p800'],
    titles: ['搬家移机', '{model} 拆装费用咨询'],
    questions: ['<p>下个月搬家,{model} 要拆下来装到新家,怎么收费?</p>'],
    answers: ['<p>您好,移机费 150 元,含一次拆机和一次安装。</p>'],
    returns: ['<p>可以,约下周六上午。</p>'],
    solutions: ['<p>移机已完成,质保不受影响。</p>'],
  },
  {
    ...group,
    categoryId: 'inspection',
    weight: 2,
    models: ['lock_x3', 'purifier_p800', 'camera_c5'],
    titles: ['申请上门检测 {model}', '年度保养预约'],
    questions: ['<p>{model} 偶尔失灵,电话里说不清楚,请师傅来看一下。</p>'],
    answers: ['<p>您好,已为您预约上门检测,保修期内免费。</p>'],
    returns: ['<p>时间可以,谢谢。</p>'],
    solutions: ['<p>检测正常,已做保养,建议每年一次。</p>'],
  },
];
