import Type from 'typebox';
import { words } from '../values.ts';

/** A region with the regions below it. A leaf has no key `regions`. */
export const region = Type.Cyclic(
  {
    Region: Type.Object(
      {
        id: Type.String(words('地区编码', 'code of the region')),
        name: Type.String(words('地区名称', 'name of the region')),
        regions: Type.Optional(Type.Array(Type.Ref('Region'), words('下级地区', 'the regions below'))),
      },
      { additionalProperties: false },
    ),
  },
  'Region',
);
