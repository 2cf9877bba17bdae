/** A company's categories, templates, fields, options and statuses, read whole into memory (see snapshots.ts). */
export interface Catalog {
  /** In the company's order, parents before their children. */
  readonly categories: ReadonlyMap<string, Category>;
  readonly templates: ReadonlyMap<string, Template>;
  readonly fields: ReadonlyMap<string, Field>;
  /** The fixed statuses and the company's own, deleted ones too. */
  readonly statuses: ReadonlyMap<number, Status>;
}

export interface Category {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  /** The depth in the tree: 1 at the root, at most 5. */
  readonly level: number;
  /** Names from the root joined by "/". */
  readonly path: string;
  readonly childIds: readonly string[];
  /** True when the company has retired this category or one above it. A retired category takes no new tickets. */
  readonly retired: boolean;
  /** Its own template or the nearest ancestor's; null when none has one. */
  readonly templateId: string | null;
  readonly updatedAt: number;
}

export interface Template {
  readonly id: string;
  readonly name: string;
  readonly fields: readonly Field[];
}

/** The types that we know. Of attachments, and of fields of other types, only the length of the value is checked. */
export const fieldType = {
  line: 1,
  text: 2,
  date: 3,
  time: 4,
  number: 5,
  select: 6,
  checkboxes: 7,
  radio: 8,
  cascade: 9,
  region: 11,
  dateTime: 12,
  attachment: 13,
} as const;

export interface Field {
  readonly id: string;
  readonly name: string;
  readonly type: number;
  readonly required: boolean;
  /** True for a 对接字段: integrations set it, and no template asks for it. */
  readonly partner: boolean;
  readonly position: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly options: readonly Option[];
  readonly optionByValue: ReadonlyMap<string, Option>;
}

export interface Option {
  readonly id: string;
  /** "" at the root. */
  readonly parentId: string;
  readonly name: string;
  readonly value: string;
  readonly leaf: boolean;
  /** Names from the root joined by "/". */
  readonly path: string;
}

/** 1 new, 2 in progress, 3 waiting for the customer, 4 paused, 5 resolved, 6 closed, 7 deleted. */
export type StatusType = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface Status {
  readonly code: number;
  /** null for a fixed status while the company has no statuses of its own. */
  readonly id: string | null;
  readonly name: string;
  readonly type: StatusType;
  readonly description: string;
  /** The name that customers see. */
  readonly customerName: string;
  /** True when the company has removed the status. */
  readonly deleted: boolean;
}

/** The value of a ticket's custom field. */
export interface FieldValue {
  readonly value: string;
  /** The names of the options or regions at the moment when the value was set; "" for other types. */
  readonly text: string;
}

/** Field id → value, as a ticket keeps them. */
export type FieldValues = Readonly<Record<string, FieldValue>>;
