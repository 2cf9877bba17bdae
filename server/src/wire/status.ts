import type { Status } from '../catalog/catalog.ts';

/** A status in the answer of `query_ticket_status_infos`. */
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

/**
 * A status in the dictionary (`get_data_dict`). In the API's document the dictionary calls status 2 等待回复, and the list
 * of statuses calls it 待客服回复. When the company has renamed the status, both show the company's name.
 */
export function statusEntry({ code, name }: Status) {
  const isUnrenamed = code === 2 && name === '待客服回复';
  return { dict_value: String(code), dict_name: isUnrenamed ? '等待回复' : name };
}
