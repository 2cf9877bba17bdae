import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EndpointName, endpoints } from '@gongdan/contract';
import { namesOf } from '../../src/api/property-names.ts';
import { propertyNames } from '../../src/wire/property-names.ts';

const names = Object.keys(endpoints) as EndpointName[];
const parametersOf = (name: EndpointName) => Object.keys(endpoints[name].parameters.properties);

/** Properties without a parameter of the wire: the request key is a header, and no call of the API makes accounts. */
const elsewhere = new Set(['requestKey', 'companyName', 'email', 'groups', 'id']);

test('every name that the wire has for a property is a parameter of some call', () => {
  const all = new Set(names.flatMap(parametersOf));
  const strangers = Object.entries(propertyNames).filter(
    ([property, name]) => !elsewhere.has(property) && !all.has(name),
  );
  assert.deepEqual(strangers, []);
});

test('a name that a call has for itself is one of its parameters', () => {
  const strangers = names.flatMap((call) =>
    Object.entries(namesOf(call))
      .filter(([property, name]) => name !== propertyNames[property as keyof typeof propertyNames])
      .filter(([, name]) => !parametersOf(call).includes(name))
      .map(([property, name]) => `${call}: ${property} ${name}`),
  );
  assert.deepEqual(strangers, []);
});
