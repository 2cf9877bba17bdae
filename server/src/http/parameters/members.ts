import type { Reason } from '@gongdan/contract';
import type { TSchema } from 'typebox';
import { refusedField } from '../../errors.ts';
import { type Form, type ValueKeywords, valueForm } from './forms.ts';
import { type Given, give, nothingGiven } from './given.ts';
import { parseWithDigits } from './json.ts';

/** A parameter of a call, or of an object within one. Made once, at start. */
export interface Member {
  readonly name: string;
  readonly required: boolean;
  /** Replaces `required`: the member is required when the member of this name is absent. */
  readonly unless: string | undefined;
  /** Required as soon as one of these members is given. */
  readonly neededWith: readonly string[];
  /** The reason of the Problem when it is required and absent. */
  readonly missing: Reason;
  /** True when a value of a wrong form counts as not given. */
  readonly lenient: boolean;
  /** True for a file, which is a part of a multipart body. */
  readonly isFile: boolean;
  readonly form: Form;
}

interface Keywords extends ValueKeywords {
  readonly items?: TSchema;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly missing?: Reason;
  readonly unless?: string;
  readonly lenient?: boolean;
}

/** Returns the members of a schema in its order. Missing ones are reported in this order. */
export function membersOf(schema: TSchema): Member[] {
  const { properties = {}, required = [], dependentRequired = {} }: Keywords = schema;
  const dependents = Object.entries(dependentRequired);
  return Object.entries(properties).map(([name, property]) => {
    const { missing = 'parameter_missing', unless, lenient = false, format }: Keywords = property;
    return {
      name,
      required: required.includes(name),
      unless,
      neededWith: dependents.filter(([, needed]) => needed.includes(name)).map(([other]) => other),
      missing,
      lenient,
      isFile: format === 'binary',
      form: formOf(property),
    };
  });
}

/**
 * Reads the values of the members. Checks first that all required ones are given, then the form of each. Throws Problem
 * naming the first at fault, with the prefix before its name.
 */
export function readMembers(
  members: readonly Member[],
  given: Given,
  prefix: string,
  zone: string,
): Record<string, unknown> {
  for (const member of members) {
    if (isMissing(member, members, given)) throw refusedField(prefix + member.name, '', member.missing);
  }
  const values: Record<string, unknown> = {};
  for (const member of members) {
    if (!isPresent(member, given)) continue;
    const value = readMember(member, given.values.get(member.name), prefix, zone);
    if (value !== undefined) values[member.name] = value;
  }
  return values;
}

function isPresent({ name }: Pick<Member, 'name'>, { values }: Given): boolean {
  return (values.get(name) ?? '') !== '';
}

function isMissing(member: Member, members: readonly Member[], given: Given): boolean {
  if (isPresent(member, given)) return false;
  if (member.neededWith.some((other) => isPresent({ name: other }, given))) return true;
  if (member.unless === undefined) return member.required;
  const other = members.find(({ name }) => name === member.unless);
  return other === undefined || !isPresent(other, given);
}

function readMember({ name, lenient, form }: Member, value: unknown, prefix: string, zone: string): unknown {
  if (!lenient) return form(value, prefix + name, zone);
  try {
    return form(value, name, zone);
  } catch {
    return undefined;
  }
}

/**
 * Returns the form of a schema. Throws for an unknown kind of schema: at the start of the server, and not in a request.
 */
function formOf(schema: TSchema): Form {
  const { type }: Keywords = schema;
  const form = type === 'array' ? listForm(schema) : type === 'object' ? objectForm(schema) : valueForm(schema);
  if (!form) throw new Error(`parameters have no form for ${JSON.stringify(schema)}`);
  return form;
}

/** Accepts a list, a list as JSON text, or a single object in place of a list of one. */
function listForm({ items, maxItems = Infinity, malformed }: Keywords): Form {
  const entryForm = formOf(items!);
  return (value, name, zone) => {
    const parsed = typeof value === 'string' ? parseWithDigits(value) : value;
    if (typeof parsed !== 'object' || parsed === null) throw refusedField(name, 'not a list', malformed);
    const entries: unknown[] = Array.isArray(parsed) ? parsed.filter((entry) => entry !== null) : [parsed];
    if (entries.length > maxItems) throw refusedField(name, `more than ${maxItems} entries`, malformed);
    return entries.map((entry, index) => entryForm(entry, `${name}[${index}]`, zone));
  };
}

function objectForm(schema: TSchema): Form {
  const { malformed }: Keywords = schema;
  const members = membersOf(schema);
  const names = new Map(members.map(({ name }) => [name, name]));
  return (value, name, zone) => {
    const parsed = typeof value === 'string' ? parseWithDigits(value) : value;
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
      throw refusedField(name, 'not an object', malformed);
    }
    const given = nothingGiven();
    for (const [key, member] of Object.entries(parsed)) give(given, names, key, member);
    return readMembers(members, given, `${name}.`, zone);
  };
}
