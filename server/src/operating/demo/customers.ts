import type { CustomerInput } from '../../people/save-customer.ts';
import type { Random } from './random.ts';
import type { Scenario } from './scenarios/scenario.ts';

/** A customer of the demo. The id is known once the customer is created. */
export interface DemoCustomer {
  id: string;
  readonly name: string;
  readonly language: Scenario['language'];
  readonly city: string;
}

const surnames = pairs(
  '王 wang,李 li,张 zhang,刘 liu,陈 chen,杨 yang,黄 huang,赵 zhao,周 zhou,吴 wu,徐 xu,孙 sun,马 ma,朱 zhu',
);
const givenNames = pairs(
  '伟 wei,芳 fang,娜 na,秀英 xiuying,敏 min,静 jing,丽 li,强 qiang,磊 lei,军 jun,洋 yang,勇 yong,艳 yan,杰 jie,娟 juan,' +
    '涛 tao,明 ming,超 chao,秀兰 xiulan,霞 xia,平 ping,刚 gang,桂英 guiying,子涵 zihan,浩然 haoran,雨桐 yutong,思远 siyuan',
);
const firstNames = words(
  'Emma Liam Olivia Noah Ava James Mia Lucas Sofia Henry Elena Hugo Clara Felix Marta Ivan Nora Leo Anna Tom',
);
const lastNames = words(
  'Smith Jones Brown Taylor Wilson Evans Rossi Weber Dubois Novak Silva Jansen Larsen Costa Murphy Klein',
);
const cities = words('北京 上海 广州 深圳 杭州 成都 武汉 南京 西安 重庆 苏州 厦门 长沙 青岛');
const foreignCities = words('London Manchester Rotterdam Berlin Lyon Milan Porto Dublin Oslo Prague');
const enterprises = words('云栖酒店集团 锦程物业 万象公寓 远景教育 中科智造 星河地产 康宁养老 晨光连锁');

/** Invents the customer at this index, with the input that stores him. */
export function inventCustomer(index: number, random: Random): { customer: DemoCustomer; input: CustomerInput } {
  return random.chance(0.2) ? foreigner(index, random) : local(index, random);
}

function local(index: number, random: Random) {
  const [surname, surnameLatin] = random.pick(surnames);
  const [given, givenLatin] = random.pick(givenNames);
  const name = `${surname}${given}`;
  const email = `${givenLatin}.${surnameLatin}${index}@mail.example`;
  const phone = `1380001${String(index).padStart(4, '0')}`;
  return {
    customer: { id: '', name, language: 'zh' as const, city: random.pick(cities) },
    input: {
      nick: random.chance(0.7) ? name : `${surname}${random.chance(0.5) ? '先生' : '女士'}`,
      name,
      emails: random.chance(0.6) ? [email] : [],
      phones: [phone],
      ...standing(index, random),
      ...(random.chance(0.15) ? { enterpriseName: random.pick(enterprises), label: '企业客户' } : {}),
    },
  };
}

function foreigner(index: number, random: Random) {
  const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
  return {
    customer: { id: '', name, language: 'en' as const, city: random.pick(foreignCities) },
    input: {
      nick: name,
      name,
      emails: [`${name.toLowerCase().replace(' ', '.')}${index}@mail.example`],
      phones: random.chance(0.4) ? [`+44207946${String(index).padStart(4, '0')}`] : [],
      ...standing(index, random),
    },
  };
}

function standing(index: number, random: Random) {
  return {
    partnerId: random.chance(0.5) ? `erp-${20_000 + index}` : undefined,
    level: random.pick(['A', 'B', 'C']),
    vipLevel: random.chance(0.1) ? String(random.between(1, 5)) : '',
  };
}

function pairs(list: string): [string, string][] {
  return list.split(',').map((pair) => pair.split(' ') as [string, string]);
}

function words(list: string): string[] {
  return list.split(' ');
}
