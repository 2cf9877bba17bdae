import type { Status } from '../catalog/catalog.ts';

/** A status in the list of statuses. */
export function statusInfo(status: Status) {
  return {
    status_id: status.id,
    status_code: status.code,
    status_name: status.name,
    status_type: status.type,
    status_desc: status.description,
    customer_status_name: status.customerName,
    is_delete: status.deleted ? 1 : 0,
  };
}

/** A status in the dictionary, which has another name for one fixed status until the company renames it. */
export function statusEntry({ code, name }: Status) {
  const otherwise = code === 2 && name === '待客服回复';
  return { dict_value: String(code), dict_name: otherwise ? '等待回复' : name };
}
