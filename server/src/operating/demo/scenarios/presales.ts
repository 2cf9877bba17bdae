import type { Scenario } from './scenario.ts';

const group = { groupId: 'presales', language: 'zh' } as const;
const everything = ['lock_s1', 'lock_s1_pro', 'lock_x3', 'vacuum_v8', 'vacuum_v8_max', 'purifier_p400', 'camera_c5'];

export const presales: readonly Scenario[] = [
  {
    ...group,
    categoryId: 'product_question',
    weight: 8,
    models: everything,
    titles: ['咨询 {model} 的规格', '{model} 是否支持旧房改造', '{model} 和上一代有什么区别'],
    questions: [
      '<p>你好,想了解一下 {model},家里是老小区,安装有没有特殊要求?</p>',
      '<p>请问 {model} 现在有现货吗?下单后多久能发到{city}?</p>',
      '<p>{model} 支持接入 HomeKit 吗?说明书里没有找到。</p>',
    ],
    answers: [
      '<p>您好,我是客服{agent}。{model} 有现货,{city}一般两到三天送达。</p>',
      '<p>您好,{model} 的安装条件请看附图,如不确定可以拍照发给我们确认。</p>',
    ],
    returns: ['<p>好的,我量一下尺寸再下单。</p>', '<p>那有没有以旧换新的活动?</p>'],
    solutions: ['<p>可以的,已为您备注以旧换新,下单时选择即可。</p>', '<p>不客气,有问题随时联系我们。</p>'],
  },
  {
    ...group,
    categoryId: 'bulk_purchase',
    weight: 4,
    models: ['lock_s1_pro', 'lock_x3', 'gateway_g1', 'camera_c2'],
    titles: ['{model} 批量采购报价', '酒店项目采购 {model}', '申请企业采购合同模板'],
    questions: [
      '<p>我们在{city}有一个公寓项目,需要采购 {model},请提供阶梯报价和账期。</p>',
      '<p>请给一份 {model} 的报价单,需要盖章版,并说明质保年限。</p>',
    ],
    answers: [
      '<p>您好,报价单已发送到您的邮箱,数量在 200 台以上可以再申请折扣。</p>',
      '<p>您好,企业采购由我负责跟进,合同模板稍后发您。</p>',
    ],
    returns: ['<p>价格收到,财务在走审批。</p>', '<p>能否安排一次远程演示?</p>'],
    solutions: ['<p>合同已回传,订单 {order} 已安排排产。</p>', '<p>演示已完成,后续由商务同事对接。</p>'],
  },
  {
    ...group,
    categoryId: 'promotion',
    weight: 4,
    models: everything,
    titles: ['优惠券无法使用', '订单 {order} 没有享受活动价', '价保申请'],
    questions: [
      '<p>昨天买的 {model} 今天降价了,订单 {order},可以申请价保吗?</p>',
      '<p>领取的满减券下单时提示不可用。</p>',
    ],
    answers: [
      '<p>您好,已为订单 {order} 提交价保,差价会原路退回。</p>',
      '<p>您好,该券不适用于套装,已为您换发一张。</p>',
    ],
    returns: ['<p>差价还没有收到。</p>', '<p>可以用了,谢谢。</p>'],
    solutions: ['<p>财务已打款,请留意到账短信。</p>', '<p>好的,祝您购物愉快。</p>'],
  },
];
