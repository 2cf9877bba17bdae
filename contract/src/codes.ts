/**
 * Every way a call can end, keyed by our own name for the reason: the code and the text on the wire, and the HTTP
 * status, which is 200 for every business result. Code that names a reason outside this table does not compile. Reasons
 * for which the API's document has no code of their own share 400014 or 999999. The texts are those of that document. Some
 * say 坐席 for 客服 (agents) and 技能组 for 客服组 (groups).
 */
export const codes = {
  ok: code('000000', '操作成功'),

  api_not_licensed: code('700046', '当前企业所购的版本不支持使用接口(免费版、海外团队版不可使用)'),
  token_missing: code('900001', 'token为空'),
  token_expired: code('900002', 'token已失效,请重新获取'),
  signature_wrong: code('900003', 'signature错误'),
  app_unknown: code('900004', '没有找到公司的api配置信息'),

  creation_range_missing: code('400001', '创建时间不能为空'),
  creation_range_reversed: code('400002', '创建结束时间不能小于创建开始时间'),
  creation_range_too_long: code('400003', '查询创建时间段不能超过一个月'),
  parameter_missing: code('400004', '请求参数不能为空'),
  time_malformed: code('400005', '时间格式不正确'),
  agent_missing: code('400006', '操作坐席ID不能为空'),
  agent_unknown: code('400007', '操作坐席ID不正确'),
  category_missing: code('400008', '工单分类ID不能为空'),
  status_missing: code('400009', '工单状态不能为空'),
  source_missing: code('400010', '工单来源不能为空'),
  level_missing: code('400011', '工单级别不能为空'),
  group_missing: code('400012', '技能组ID不能为空'),
  agent_not_in_group: code('400013', '受理客服组与受理客服不匹配'),
  request_refused: code('400014', '请求失败'),
  customer_unknown: code('400014', '请求失败'),
  start_missing: code('400015', '开始时间不能为空'),
  ticket_changed_meanwhile: code('400016', '获取工单信息已过期,请刷新!'),
  update_range_missing: code('400017', '更新时间不能为空'),
  update_range_reversed: code('400018', '更新结束时间不能小于更新开始时间'),
  update_range_too_long: code('400019', '查询更新时间段不能超过一个月'),
  ticket_unknown: code('400020', '工单信息不存在'),
  reply_unknown: code('400021', '工单回复信息不存在'),
  range_reversed: code('400057', '结束时间不能小于开始时间'),
  evaluated_already: code('400133', '工单已评价'),
  ticket_closed: code('400258', '工单已关闭'),
  status_name_taken: code('400308', '名称已存在,请重新输入'),
  status_name_missing: code('400309', '名称不能为空'),
  status_name_default: code('400310', '名称不能与默认名称重复'),
  status_unknown: code('400311', '工单状态不存在'),
  too_many_statuses: code('400312', '最多支持30个工单状态'),
  move_forbidden: code('400314', '工单状态错误'),
  region_unknown: code('400401', '地区编码不正确'),
  template_unknown: code('400404', '工单模板ID不正确'),

  body_malformed: code('400014', '请求失败', 400),
  path_unknown: code('400014', '请求失败', 404),
  method_wrong: code('400014', '请求失败', 405),
  request_late: code('400014', '请求失败', 408),
  body_too_large: code('400014', '请求失败', 413),
  head_too_large: code('400014', '请求失败', 431),
  rate_limited: code('999999', '系统未知异常', 429),
  internal: code('999999', '系统未知异常', 500),
  overloaded: code('999999', '系统未知异常', 503),
} as const satisfies Record<string, Code>;

export type Reason = keyof typeof codes;

export interface Code {
  /** Six digits, `ret_code`. */
  readonly code: string;
  /** The documented text, with which `ret_msg` begins; details may follow it. */
  readonly text: string;
  /** HTTP status of the answer. */
  readonly status: number;
}

function code(digits: string, text: string, status = 200): Code {
  return { code: digits, text, status };
}
