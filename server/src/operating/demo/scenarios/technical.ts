import type { Scenario } from './scenario.ts';

const group = { groupId: 'technical', language: 'zh' } as const;

export const technical: readonly Scenario[] = [
  {
    ...group,
    categoryId: 'network',
    weight: 8,
    models: ['gateway_g1', 'camera_c2', 'camera_c5', 'vacuum_v8'],
    titles: ['{model} 连不上 Wi-Fi', '换了路由器后设备离线', '{model} 经常掉线'],
    questions: ['<p>换了新路由器,{model} 一直配网失败,卡在 80%。</p>', '<p>设备每天凌晨掉线,要断电重启才能恢复。</p>'],
    answers: [
      '<p>您好,设备只支持 2.4 GHz,请关闭路由器的双频合一再试。</p>',
      '<p>您好,请在 APP 里上传日志,我们分析一下。</p>',
    ],
    returns: ['<p>关了之后可以了。</p>', '<p>日志已上传,今天又掉了一次。</p>'],
    solutions: ['<p>固件 2.3.1 已修复此问题,已为您推送。</p>', '<p>好的,先为您关闭工单。</p>'],
  },
  {
    ...group,
    categoryId: 'app_problem',
    weight: 6,
    models: ['lock_s1', 'lock_x3', 'camera_c5', 'gateway_g1'],
    titles: ['APP 收不到开门通知', 'APP 闪退', '无法添加家庭成员'],
    questions: ['<p>升级之后 APP 收不到 {model} 的通知了。</p>', '<p>点“家庭”就闪退,手机是安卓 15。</p>'],
    answers: ['<p>您好,请检查系统里的通知权限,并关闭电池优化。</p>', '<p>您好,已复现,研发在修复。</p>'],
    returns: ['<p>权限都开着。</p>', '<p>大概什么时候修好?</p>'],
    solutions: ['<p>新版本 5.8.2 已上架,请更新。</p>', '<p>重新登录后恢复正常。</p>'],
  },
  {
    ...group,
    categoryId: 'cloud_api',
    weight: 3,
    models: ['gateway_g1'],
    titles: ['开放平台回调收不到', 'API 返回签名错误', '申请提高调用频率'],
    questions: [
      '<p>回调地址已配置,但收不到设备上线消息。</p>',
      '<p>调用接口提示签名错误,代码如下:</p><pre>sign = md5(appid + time + key)</pre>',
    ],
    answers: [
      '<p>您好,请检查服务器时间,误差不能超过 15 分钟。</p>',
      '<p>您好,回调地址的证书链不完整,请补上中间证书。</p>',
    ],
    returns: ['<p>时间同步后可以了。</p>', '<p>证书已更新,请再推一次。</p>'],
    solutions: ['<p>已重推 24 小时内的消息。</p>', '<p>调用频率已提高到每秒 50 次。</p>'],
  },
];
