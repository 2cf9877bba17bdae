import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { parse } from 'yaml';
import { checkValue } from '../../src/company-file/read-value.ts';
import { exampleFile } from '../../src/company-file/reference/all-words.ts';
import { companySchema } from '../../src/company-file/reference/json-schema.ts';
import { companyFile, laterChecked } from '../../src/company-file/shape.ts';
import { worldFile } from '../world.ts';

const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(companySchema());

type Json = Record<string, unknown>;

/** True when our own check accepts the file. Entries whose shape is checked later are included. */
function isAccepted(file: Json): boolean {
  const later = Object.entries(laterChecked).flatMap(([name, shape]) => {
    const entries = Array.isArray(file[name]) ? (file[name] as object[]) : [];
    return entries.flatMap((entry) => (typeof entry === 'object' && entry ? checkValue(entry, shape).faults : []));
  });
  return checkValue(file, companyFile).faults.length === 0 && later.length === 0;
}

/** The steps to a place in a file, such as `['agents', 0, 'role']`. */
type Place = readonly (string | number)[];

test('the schema accepts the demo company and the examples of the page', () => {
  for (const file of [parse(readFileSync(worldFile, 'utf8')) as Json, exampleFile()]) {
    assert.ok(validate(file), JSON.stringify(validate.errors, null, 1));
    assert.ok(isAccepted(file));
  }
});

test('the schema and apply refuse a wrong key at every place where keys are fixed', () => {
  const places = placesOf(exampleFile()).filter((place) => !takesAnyKey(place));
  assert.ok(places.length > 60, `${places.length} places`);
  for (const place of places) {
    const file = structuredClone(exampleFile());
    const object = at(file, place) as Json;
    object.wrong_key = 1;
    assert.deepEqual(
      { place, schema: validate(file), apply: isAccepted(file) },
      { place, schema: false, apply: false },
    );
  }
});

test('the schema and apply agree on a value of any kind at any place', () => {
  const leaves = leavesOf(exampleFile());
  const values = fc.constantFrom<unknown>(
    ...[
      '',
      'x',
      'true',
      '1',
      '-1',
      '3',
      '1.5',
      'g 1',
      'a'.repeat(70),
      'zh-CN',
      'created',
      '09:00-18:00',
      '2026-10-01',
      '4h',
    ],
    ...[true, false, null, 0, 1, 3, 7, -5, 1.5, 100_000, [], ['x'], [1], {}, { x: 1 }],
    ...['https://x.example', 'agent', 'latest', 'level', 'resume'],
  );
  fc.assert(
    fc.property(fc.constantFrom(...leaves), values, (place, value) => {
      const file = structuredClone(exampleFile());
      const object = at(file, place.slice(0, -1)) as Json;
      object[place.at(-1)!] = value;
      // The schema cannot compare a number within quotes with a bound.
      if (typeof value === 'string' && /^-?[0-9.]+$/.test(value) && validate(file)) return;
      assert.equal(validate(file), isAccepted(file), `${place.join('.')}: ${JSON.stringify(value)}`);
    }),
    { numRuns: 800 },
  );
});

test('the schema demands the keys that apply demands', () => {
  for (const place of leavesOf(exampleFile())) {
    const file = structuredClone(exampleFile());
    const object = at(file, place.slice(0, -1)) as Json;
    delete object[place.at(-1)!];
    assert.equal(validate(file), isAccepted(file), place.join('.'));
  }
});

test('the schema describes every key in both languages', () => {
  const silent = keysWithoutWords(companySchema() as Json, '');
  assert.deepEqual(silent, []);
});

/** Returns the places of the objects in a value. */
function placesOf(value: unknown, place: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([key, inner]) =>
    placesOf(inner, [...place, Array.isArray(value) ? Number(key) : key]),
  );
  return Array.isArray(value) ? below : [place, ...below];
}

/** Returns the places of the keys in a value. */
function leavesOf(value: unknown): Place[] {
  return placesOf(value).flatMap((place) => Object.keys(at(value, place) as Json).map((key) => [...place, key]));
}

/** True for objects whose keys are ids, levels or properties of tickets. */
function takesAnyKey(place: Place): boolean {
  const last = place.at(-1);
  return last === 'set' || last === 'targets' || (last === 'fields' && typeof place.at(-2) === 'number');
}

function at(value: unknown, place: Place): unknown {
  return place.reduce((inner, step) => (inner as Json)[step], value);
}

function keysWithoutWords(schema: unknown, place: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties } = schema as { properties?: Json };
  const own = Object.entries(properties ?? {}).filter(
    ([, inner]) => !/\p{sc=Han}/u.test(String((inner as Json).description ?? '')),
  );
  const below = Object.entries(schema).flatMap(([key, inner]) => keysWithoutWords(inner, `${place}/${key}`));
  return [...own.map(([key]) => `${place}/${key}`), ...below];
}
