import type { Agent, Staff } from '../people/staff.ts';
import { groupToWire } from './group.ts';

const roles = {
  agent: { type: '8888', name: '客服', remark: '处理工单' },
  supervisor: { type: '7777', name: '主管', remark: '处理工单，管理公共视图' },
  admin: { type: '9999', name: '管理员', remark: '主管的全部权限，并管理企业' },
} as const;

export function rolesToWire() {
  return Object.values(roles).map(({ type, name, remark }) => ({
    dict_value: type,
    dict_name: name,
    dict_remark: remark,
  }));
}

export function agentToWire(companyId: string, staff: Staff, agent: Agent) {
  const groups = agent.groupIds.map((id) => staff.groups.get(id)).filter((group) => group !== undefined);
  return {
    agentid: agent.id,
    companyid: companyId,
    agent_name: agent.name,
    agent_nick: agent.nick,
    agent_status: agent.active ? '1' : '0',
    agent_role_type: roles[agent.role].type,
    agent_role_name: roles[agent.role].name,
    agent_email: agent.email,
    group_name: groups.map((group) => group.name).join(','),
    groups: groups.map(groupToWire),
  };
}
