import Type from 'typebox';
import { words } from '../values.ts';

/** The keys of every category. */
export const categoryKeys = {
  typeid: Type.String(words('分类的编号', 'id of the category')),
  companyid: Type.String(words('企业编号', 'id of the company')),
  type_name: Type.String(words('分类名称', 'name of the category')),
  parentid: Type.String(words('上级分类的编号，顶层为 -1', 'id of the parent, -1 at the top level')),
  type_level: Type.String(words('层级，1 至 5', 'depth, 1 to 5')),
  node_flag: Type.String(words('0 末级，1 非末级', '0 leaf, 1 has children')),
};

/** A category with the categories below it. A leaf has an empty list. */
export const categoryTree = Type.Cyclic(
  {
    Category: Type.Object(
      {
        ...categoryKeys,
        sub_type_list: Type.Array(Type.Ref('Category'), words('下级分类', 'the categories below')),
      },
      { additionalProperties: false },
    ),
  },
  'Category',
);
