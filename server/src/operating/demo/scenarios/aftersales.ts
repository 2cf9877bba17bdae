import type { Scenario } from './scenario.ts';

const group = { groupId: 'aftersales', language: 'zh' } as const;
const spareParts = { status: 10, share: 0.25 };

export const aftersales: readonly Scenario[] = [
  {
    ...group,
    categoryId: 'repair_lock_fingerprint_sensor',
    weight: 7,
    models: ['lock_s1', 'lock_s1_pro', 'lock_x3'],
    titles: ['{model} 指纹识别不灵敏', '{model} 指纹头没有反应', '门锁指纹时好时坏'],
    questions: [
      '<p>{model} 用了半年,最近指纹经常识别不了,要按好几次。</p>',
      '<p>早上出门后发现指纹头完全没有反应,只能用密码。门锁型号 {model}。</p>',
    ],
    answers: [
      '<p>您好,请先用干布清洁指纹头,并在 APP 里升级到最新固件后再试。</p>',
      '<p>您好,初步判断是传感器老化,已为您登记维修,师傅会电话联系您。</p>',
    ],
    returns: ['<p>清洁了还是不行。</p>', '<p>固件已经是最新的了,麻烦安排师傅。</p>'],
    solutions: ['<p>传感器已更换,现场测试 20 次全部通过。</p>', '<p>升级后识别正常,工单先为您关闭。</p>'],
    waits: spareParts,
  },
  {
    ...group,
    categoryId: 'repair_lock_fingerprint_enrol',
    weight: 4,
    models: ['lock_s1', 'lock_x3'],
    titles: ['无法录入新指纹', '老人指纹录不进去', '{model} 提示指纹已满'],
    questions: ['<p>给家里老人录指纹,一直提示录入失败。</p>', '<p>{model} 提示指纹已满,但只录了三个人。</p>'],
    answers: [
      '<p>您好,老人指纹较浅,建议用大拇指侧面录入,或改用门卡。</p>',
      '<p>您好,请在 APP 里清理已离家成员的指纹。</p>',
    ],
    returns: ['<p>按您说的试了,可以了。</p>', '<p>清理之后还是提示已满。</p>'],
    solutions: ['<p>已远程重建指纹库,请重新录入。</p>', '<p>好的,感谢反馈。</p>'],
  },
  {
    ...group,
    categoryId: 'repair_lock_battery',
    weight: 5,
    models: ['lock_s1', 'lock_s1_pro', 'lock_x3'],
    titles: ['{model} 耗电太快', '换了电池还是报低电量', '门锁突然断电'],
    questions: ['<p>新电池两周就没电了,正常应该能用大半年吧?</p>', '<p>{model} 半夜没电打不开,只能用充电宝应急。</p>'],
    answers: [
      '<p>您好,请确认是否开启了常亮模式,并提供电池品牌照片。</p>',
      '<p>您好,已为您登记,疑似主板待机电流偏高。</p>',
    ],
    returns: ['<p>没有开常亮,电池是原装的。</p>', '<p>照片已上传。</p>'],
    solutions: ['<p>主板已更换,待机电流恢复正常。</p>', '<p>关闭常亮后观察一周,耗电正常。</p>'],
    waits: spareParts,
  },
  {
    ...group,
    categoryId: 'repair_vacuum',
    weight: 8,
    models: ['vacuum_v8', 'vacuum_v8_max'],
    titles: ['{model} 主刷异响', '{model} 不回充', '扫地机一直原地转圈', '{model} 漏水'],
    questions: [
      '<p>{model} 扫到一半就停下来,提示主刷卡住,清理过还是一样。</p>',
      '<p>机器不能自己回充电座,每次都要手动抱回去。</p>',
      '<p>拖地时水箱漏水,地板都泡了,请尽快处理。</p>',
    ],
    answers: ['<p>您好,请拍一段视频上传,我们让工程师看一下。</p>', '<p>您好,请检查充电座前方一米内是否有遮挡。</p>'],
    returns: ['<p>视频已经传了。</p>', '<p>前面没有东西,还是找不到。</p>'],
    solutions: ['<p>滚刷电机已更换,机器已寄回,请查收。</p>', '<p>重新建图后回充正常。</p>'],
    waits: { status: 12, share: 0.3 },
  },
  {
    ...group,
    categoryId: 'repair_purifier',
    weight: 5,
    models: ['purifier_p400', 'purifier_p800'],
    titles: ['{model} 出水变慢', '{model} 漏水', '换滤芯后水有味道'],
    questions: ['<p>{model} 出水越来越慢,接一壶水要十分钟。</p>', '<p>橱柜里有水,接头处在滴,先关了总阀。</p>'],
    answers: ['<p>您好,请看面板上滤芯寿命是多少?</p>', '<p>您好,请先保持总阀关闭,已加急安排师傅上门。</p>'],
    returns: ['<p>显示还有 60%。</p>', '<p>师傅什么时候到?</p>'],
    solutions: ['<p>已更换前置滤芯,出水恢复正常。</p>', '<p>接头密封圈已更换,观察一小时无渗漏。</p>'],
    waits: spareParts,
  },
  {
    ...group,
    categoryId: 'repair_camera',
    weight: 4,
    models: ['camera_c2', 'camera_c5'],
    titles: ['{model} 夜视模糊', '{model} 画面卡顿', '摄像头进水'],
    questions: ['<p>晚上画面全是白的,什么都看不清。</p>', '<p>{model} 装在室外,下雨后镜头里有水雾。</p>'],
    answers: ['<p>您好,请先关闭补光灯再试,防护罩上如有水珠会反光。</p>', '<p>您好,可以为您换新,请寄回原机。</p>'],
    returns: ['<p>关了补光灯好多了。</p>', '<p>已经寄出,单号发您了。</p>'],
    solutions: ['<p>新机已发出,订单 {order}。</p>', '<p>好的,有问题随时联系。</p>'],
    waits: { status: 12, share: 0.3 },
  },
];
