import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { isInputMethodKey, onKeys, shieldFromInputMethods } from '../../src/keys/composition.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const sources = globSync('console/{src,public}/**/*.{ts,tsx,js}', { cwd: root }).sort();
const shieldFile = 'console/src/keys/composition.ts';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [name: string]: unknown;
}

test('a key belongs to an input method during a composition, or if it has key code 229, as in Safari after it', () => {
  assert.equal(isInputMethodKey({ isComposing: true, keyCode: 27 }), true);
  assert.equal(isInputMethodKey({ isComposing: false, keyCode: 229 }), true);
  assert.equal(isInputMethodKey({ isComposing: false, keyCode: 27 }), false);
});

/** A key press as browsers report it. */
class Press extends Event {
  readonly key: string;
  readonly isComposing: boolean;
  readonly keyCode: number;

  constructor(key: string, isComposing = false, keyCode = 0) {
    super('keydown');
    this.key = key;
    this.isComposing = isComposing;
    this.keyCode = keyCode;
  }
}

test('a native listener receives no key of an input method', () => {
  const target = new EventTarget();
  const heard: string[] = [];
  const stop = onKeys<Press>(target, ({ key }) => heard.push(key));
  target.dispatchEvent(new Press('Escape', true));
  target.dispatchEvent(new Press('Enter', false, 229));
  target.dispatchEvent(new Press('j'));
  stop();
  target.dispatchEvent(new Press('k'));
  assert.deepEqual(heard, ['j']);
});

test('behind the shield no handler receives a key of an input method, even one that checks nothing', () => {
  const window = new EventTarget();
  const heard: string[] = [];
  shieldFromInputMethods(window);
  for (const capture of [true, false]) {
    window.addEventListener('keydown', (event) => heard.push((event as Press).key), { capture });
  }
  window.dispatchEvent(new Press('Escape', true));
  window.dispatchEvent(new Press('Enter', false, 229));
  window.dispatchEvent(new Press('Escape'));
  assert.deepEqual(heard, ['Escape', 'Escape']);
});

test('the page sets up the shield before it renders anything', () => {
  const main = readFileSync(resolve(root, 'console/src/main.tsx'), 'utf8');
  const shielded = main.indexOf('\nshieldFromInputMethods(window);');
  assert.ok(
    shielded > 0 && shielded < main.indexOf('createRoot('),
    'shieldFromInputMethods(window) is called before createRoot()',
  );
});

test('no handler of the console bypasses the shield', () => {
  const handlers = sources.filter((file) => file !== shieldFile).flatMap(handlersIn);
  assert.ok(handlers.filter(({ how }) => how === 'onKeyDown').length >= 7, 'the walk finds the existing handlers');
  assert.deepEqual(
    handlers.filter(({ allowed }) => !allowed).map(({ at, how }) => `${at}: ${how}`),
    [],
  );
});

test('the search for handlers finds those that bypass the shield', () => {
  const bypassing = [
    "window.addEventListener('keydown', close)",
    'frame.contentDocument?.addEventListener(`keyup`, close)',
    'window.addEventListener(kind, close)',
    'document.onkeydown = close',
    'const field = <input onKeyUp={close} />',
    'const field = <input onKeyPress={close} />',
    'const field = <input {...{ onKeyUp: close }} />',
  ];
  for (const code of bypassing) {
    assert.equal(handlersOf('new.tsx', code).filter(({ allowed }) => !allowed).length, 1, code);
  }
});

test('Radix listens for keys at the document or at elements, which come after the window’s capture phase', () => {
  const files = globSync('node_modules/{@radix-ui/*,radix-ui}/dist/*.mjs', { cwd: root });
  const listeners = files.flatMap((file) =>
    Array.from(
      readFileSync(resolve(root, file), 'utf8').matchAll(/([\w.?]+)\.addEventListener\(\s*["'`]key\w*/g),
      ([, target = '']) => target,
    ),
  );
  assert.ok(listeners.length > 2, `${listeners.length} were found`);
  assert.deepEqual(
    listeners.filter((target) => !/(?:^|\.)(?:ownerDocument|document|viewport)$/.test(target)),
    [],
  );
});

interface Handler {
  readonly at: string;
  readonly how: string;
  readonly allowed: boolean;
}

function handlersIn(file: string): Handler[] {
  return handlersOf(file, readFileSync(resolve(root, file), 'utf8'));
}

/**
 * Finds the key handlers of a source. React's onKeyDown is allowed, since the shield protects it. Handlers of keyup are
 * not, because the keyup of a key that ended a composition looks like any other. Native listeners must use `onKeys`.
 */
function handlersOf(file: string, text: string): Handler[] {
  const found: Handler[] = [];
  walk(parseSync(file, text).program as unknown as Node, (node) => {
    const how = handlerIn(node);
    if (how === undefined) return;
    const at = `${file}:${text.slice(0, node.start).split('\n').length}`;
    // The live stream adds listeners to an EventSource for a variable `kind`, which is never that of a key.
    const isStream = at.startsWith('console/src/live/stream.ts:');
    found.push({ at, how, allowed: how === 'onKeyDown' || isStream });
  });
  return found;
}

function handlerIn(node: Node): string | undefined {
  if (node.type === 'JSXAttribute' || node.type === 'Property') return keyName(nameOf((node.name ?? node.key) as Node));
  if (node.type === 'AssignmentExpression') return keyName(nameOf((node.left as Node).property as Node));
  if (node.type !== 'CallExpression' || nameOf((node.callee as Node).property as Node) !== 'addEventListener') return;
  const kind = textOf((node.arguments as Node[])[0]);
  return kind === undefined || kind.startsWith('key') ? `addEventListener ${kind ?? 'of any kind'}` : undefined;
}

function keyName(name: string | undefined): string | undefined {
  return name !== undefined && /^onKey(?:Down|Up|Press)|^onkey/.test(name) ? name : undefined;
}

function nameOf(node: Node | undefined): string | undefined {
  return typeof node?.name === 'string' ? node.name : undefined;
}

function textOf(node: Node | undefined): string | undefined {
  if (node?.type === 'Literal') return String(node.value);
  const pieces = node?.type === 'TemplateLiteral' ? (node.quasis as { value: { cooked: string } }[]) : [];
  return pieces.length === 1 ? pieces[0]?.value.cooked : undefined;
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node).flat()) {
    if (typeof value === 'object' && value !== null && 'type' in value) walk(value as Node, visit);
  }
}
