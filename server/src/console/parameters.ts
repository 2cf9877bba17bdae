import type { ConsoleEndpoint } from '@gongdan/contract/console';
import type { TObject, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { Problem, refusedField } from '../errors.ts';
import { eachPair, undecodable } from '../http/parameters/given.ts';
import { parseJson } from '../http/parameters/json.ts';

/** Reads and checks the parameters of one endpoint. Throws Problem naming the parameter at fault. */
export interface ParameterReader {
  fromQuery(query: string): object;
  fromObject(given: object): object;
}

export function makeParameterReader({ parameters }: Pick<ConsoleEndpoint, 'parameters'>): ParameterReader {
  const properties: Readonly<Record<string, TSchema>> = parameters.properties;
  let compiled: Validator | undefined;

  function checked(given: object): object {
    const known = Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(properties, name)));
    demandStorable(known, '');
    // Compiled at the first call, because many processes never get a call for most endpoints.
    compiled ??= Compile(parameters as TObject) as Validator;
    if (!compiled.Check(known)) throw unfit(compiled, known);
    return known;
  }

  return {
    fromQuery(query) {
      const given = new Map<string, unknown>();
      eachPair(query, (name, text) => {
        if (!Object.hasOwn(properties, name)) return;
        if (text === undecodable) throw refusedField(name, 'is not UTF-8');
        given.set(name, readText(properties[name]!, name, text));
      });
      return checked(Object.fromEntries(given));
    },
    fromObject: checked,
  };
}

/** Reads a parameter of the query: text as it is, anything else as JSON. */
function readText(schema: TSchema, name: string, text: string): unknown {
  if ('type' in schema && schema.type === 'string') return text;
  const value = parseJson(text);
  if (value === undefined) throw refusedField(name, 'is no JSON');
  return value;
}

function unfit(compiled: Validator, given: object): Problem {
  const [error] = compiled.Errors(given);
  const path = fieldOf(error?.instancePath ?? '');
  if (error?.keyword !== 'required') return refusedField(path, error?.message ?? 'is not of the expected form');
  const [missing = ''] = (error.params as { requiredProperties: string[] }).requiredProperties;
  const field = path === '' ? missing : `${path}.${missing}`;
  return new Problem('parameter_missing', 'is missing', { field });
}

/** Turns `/all/0/field` into `all[0].field`. */
function fieldOf(pointer: string): string {
  const parts = pointer.split('/').slice(1);
  return parts.map((part, index) => (/^[0-9]+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

/**
 * Throws Problem for a value that a store cannot hold: text with half a character or a NUL, or an integer that is too
 * large for a double to be exact.
 */
function demandStorable(value: unknown, at: string): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.includes('\0')) throw refusedField(at, 'holds a broken character');
  } else if (typeof value === 'number') {
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw refusedField(at, 'is too large a number');
  } else if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) demandStorable(entry, `${at}[${index}]`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, entry] of Object.entries(value)) demandStorable(entry, at === '' ? name : `${at}.${name}`);
  }
}
