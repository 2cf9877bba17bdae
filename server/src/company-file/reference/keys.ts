import type { Shape } from '../form.ts';

/** A key that a shape has, with the place of the object that has it: `''` for the entry itself, `settings`, `options[]`. */
export interface ShapeKey {
  readonly place: string;
  readonly key: string;
  readonly shape: Shape;
  readonly required: boolean;
}

/** Returns the keys of an entry and of the objects within it, each once: options within options are not repeated. */
export function keysOf(shape: object, place = ''): ShapeKey[] {
  const { properties = {}, required = [] } = plainOf(shape as Shape);
  return Object.entries(properties).flatMap(([key, inner]) => [
    { place, key, shape: inner, required: required.includes(key) },
    ...keysBelow(inner, place === '' ? key : `${place}.${key}`),
  ]);
}

/** Returns the shape of one entry of a section, which is a list, or one object. */
export function entryShape(section: object): Shape {
  const { items, anyOf } = section as Shape;
  return items ?? anyOf?.find((one) => one.items)?.items ?? (section as Shape);
}

function keysBelow(shape: Shape, place: string): ShapeKey[] {
  if (shape.items) return keysBelow(shape.items, `${place}[]`);
  if (shape.patternProperties) return keysBelow(Object.values(shape.patternProperties)[0]!, `${place}.*`);
  const object = [shape, ...(shape.anyOf ?? [])].find((one) => one.type === 'object');
  return object ? keysOf(object, place) : [];
}

/** Resolves the shape of a tree, which refers to itself. References within it are left alone, so that the walk ends. */
function plainOf(shape: Shape): Shape {
  return shape.$defs && shape.$ref !== undefined ? shape.$defs[shape.$ref]! : shape;
}
