import type { Scenario } from './scenario.ts';

const group = { groupId: 'returns', language: 'zh' } as const;
const models = ['lock_s1', 'lock_x3', 'vacuum_v8', 'vacuum_v8_max', 'purifier_p800', 'camera_c2'];

export const returns: readonly Scenario[] = [
  {
    ...group,
    categoryId: 'refund',
    weight: 9,
    models,
    titles: ['申请退款,订单 {order}', '退款迟迟未到账', '{model} 不想要了,申请退款'],
    questions: [
      '<p>{model} 收到后发现不适合我家的门,申请七天无理由退款,订单 {order}。</p>',
      '<p>退货已经签收五天了,退款还没有到账。</p>',
    ],
    answers: ['<p>您好,退货地址已短信发送,签收后三个工作日内退款。</p>', '<p>您好,已催促财务,请核对收款账户。</p>'],
    returns: ['<p>已经寄回,请查收。</p>', '<p>账户没有问题,麻烦再查一下。</p>'],
    solutions: ['<p>退款已原路退回,请注意查收。</p>', '<p>银行已受理,预计明天到账。</p>'],
    waits: { status: 12, share: 0.35 },
  },
  {
    ...group,
    categoryId: 'exchange',
    weight: 5,
    models,
    titles: ['{model} 换货', '收到的型号不对', '{model} 外壳有划痕'],
    questions: ['<p>订单 {order} 买的是 {model},寄来的不是这个型号。</p>', '<p>开箱就有划痕,要求换新。</p>'],
    answers: ['<p>非常抱歉,已为您安排换货,快递会上门取件。</p>', '<p>您好,请上传开箱照片,我们核实后马上换新。</p>'],
    returns: ['<p>照片已上传。</p>', '<p>快递还没有来取。</p>'],
    solutions: ['<p>新机已发出,请注意查收。</p>', '<p>换货完成,感谢您的耐心。</p>'],
    waits: { status: 12, share: 0.3 },
  },
  {
    ...group,
    categoryId: 'delivery',
    weight: 6,
    models,
    titles: ['订单 {order} 物流三天没有更新', '包裹显示签收但没有收到', '修改收货地址'],
    questions: ['<p>订单 {order} 一直停在{city}转运中心,请催一下。</p>', '<p>物流显示已签收,但我没有收到。</p>'],
    answers: [
      '<p>您好,已向快递公司发起查询,24 小时内给您答复。</p>',
      '<p>您好,地址已修改,如未生效会在派送前与您电话确认。</p>',
    ],
    returns: ['<p>已经过了 24 小时了。</p>', '<p>收到了,放在驿站了。</p>'],
    solutions: ['<p>包裹已补发,新单号已短信通知。</p>', '<p>好的,感谢告知。</p>'],
  },
  {
    ...group,
    categoryId: 'complaint',
    weight: 2,
    models,
    titles: ['投诉:多次联系无人处理', '建议 APP 增加家庭共享', '对上门服务不满意'],
    questions: ['<p>同一个问题打了三次电话,每次都要重新说一遍。</p>', '<p>师傅迟到两个小时,也没有提前告知。</p>'],
    answers: ['<p>非常抱歉给您带来不便,我是主管{agent},由我全程跟进。</p>', '<p>感谢您的建议,已转给产品同事。</p>'],
    returns: ['<p>希望这次能解决。</p>', '<p>好的。</p>'],
    solutions: ['<p>已与您电话沟通并补偿延保一年,感谢理解。</p>', '<p>建议已采纳,预计下个版本上线。</p>'],
  },
];
