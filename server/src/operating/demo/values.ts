import type { Field, Template } from '../../catalog/catalog.ts';
import type { GivenValue } from '../../catalog/check-values.ts';
import { dateOf, dayMs } from './moments.ts';
import type { Random } from './random.ts';

/** The facts that the texts and values of a ticket mention. */
export interface Subject {
  /** The product: a value of the field `product`. */
  readonly model: string;
  readonly order: string;
  readonly openedAt: number;
}

/** Paths of region codes: province, city, county and, for some, street. */
const places = [
  '11,1101,110105',
  '31,3101,310115',
  '44,4401,440106',
  '44,4403,440305',
  '33,3301,330106',
  '51,5101,510107',
  '42,4201,420103',
  '32,3201,320106',
  '61,6101,610113',
  '50,5001',
];

type Maker = (subject: Subject, random: Random) => string;

const makers: Readonly<Record<string, Maker>> = {
  order_number: ({ order }) => order,
  fault_description: (_, random) =>
    random.pick(['偶尔出现,重启后恢复。', '每天都会出现。', 'Happens after every update.']),
  purchase_date: ({ openedAt }, random) => dateOf(openedAt - random.between(3, 500) * dayMs),
  call_back_time: (_, random) => `${random.between(9, 20)}`.padStart(2, '0') + random.pick([':00', ':30']),
  amount: (_, random) => String(random.between(99, 399_900) / 100),
  region: (_, random) => random.pick(places),
  appointment: ({ openedAt }, random) =>
    `${dateOf(openedAt + random.between(1, 7) * dayMs)} ${random.pick(['09:00', '10:30', '14:00', '16:30'])}:00`,
  proof: ({ order }) => `https://files.huaxing.example/${order}/photo.jpg`,
  product: ({ model }) => model,
  quantity: (_, random) => String(random.between(2, 60) * 10),
  erp_order: ({ order }) => `ERP-${order}`,
};

/** Invents values for required fields, for 60 % of the others, and sometimes for partner fields (对接字段). */
export function inventValues(
  template: Template | undefined,
  partnerFields: readonly Field[],
  subject: Subject,
  random: Random,
): GivenValue[] {
  if (!template) return [];
  const asked = template.fields.filter((field) => field.required || random.chance(0.6));
  const fields = random.chance(0.2) ? [...asked, ...partnerFields] : asked;
  return fields.map((field) => ({ fieldId: field.id, value: inventValue(field, subject, random) }));
}

function inventValue(field: Field, subject: Subject, random: Random): string {
  const maker = makers[field.id];
  if (maker) return maker(subject, random);
  const values = field.options.map((option) => option.value);
  return random.chance(0.2) && field.id === 'symptoms' ? values.slice(0, 2).join(',') : random.pick(values);
}
