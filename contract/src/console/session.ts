import Type from 'typebox';
import { words } from '../values.ts';
import { consoleEndpoint } from './endpoint.ts';
import { agent } from './people.ts';

const company = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** IANA zone; times are shown in it. */
  zone: Type.String(),
  language: Type.Union([Type.Literal('zh-CN'), Type.Literal('en')]),
});

const session = Type.Object({
  agent,
  email: Type.String(),
  company,
  /** Must be sent as `x-csrf-token` with every POST. */
  csrfToken: Type.String(),
  expiresAt: Type.Integer(),
});

/** Returns the current session. When nobody is signed in, the call succeeds and `session` is null. */
export const getSession = consoleEndpoint({
  method: 'GET',
  path: '/api/console/1/session',
  access: 'public',
  parameters: Type.Object({}),
  answer: Type.Object({
    session: Type.Union([session, Type.Null()]),
    /** True while nobody can sign in because the first admin is not created yet. */
    needsSetup: Type.Boolean(),
  }),
  title: words('当前会话', 'The current session').words,
  problems: [],
});

export const signIn = consoleEndpoint({
  method: 'POST',
  path: '/api/console/1/sign-in',
  access: 'public',
  parameters: Type.Object({
    email: Type.String({ maxLength: 255 }),
    password: Type.String({ maxLength: 1024 }),
    /** Chooses the company when the e-mail belongs to agents of several. */
    companyId: Type.Optional(Type.String()),
  }),
  answer: Type.Object({
    /** null when a company must be chosen first. */
    session: Type.Union([session, Type.Null()]),
    /** Not empty when the password is right in several companies: call again with the id of one. */
    companies: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  }),
  title: words('登录', 'Sign in').words,
  problems: ['sign_in_refused', 'rate_limited'],
});

export const signOut = consoleEndpoint({
  method: 'POST',
  path: '/api/console/1/sign-out',
  access: 'agent',
  parameters: Type.Object({}),
  answer: Type.Object({}),
  title: words('退出', 'Sign out').words,
  problems: [],
});

/**
 * Creates the first admin; allowed only while nobody can sign in. The server prints `code` when it starts, so only
 * someone who can read its output can make this call.
 */
export const setUp = consoleEndpoint({
  method: 'POST',
  path: '/api/console/1/setup',
  access: 'public',
  parameters: Type.Object({
    code: Type.String({ maxLength: 64 }),
    /** Used only when the installation has no company yet. */
    companyName: Type.String({ maxLength: 100 }),
    name: Type.String({ minLength: 1, maxLength: 50 }),
    email: Type.String({ minLength: 3, maxLength: 255 }),
    /** 10 to 200 characters, and not one of the commonly used passwords. */
    password: Type.String({ maxLength: 1024 }),
    language: Type.Union([Type.Literal('zh-CN'), Type.Literal('en')]),
  }),
  answer: Type.Object({ session }),
  title: words('建立首位管理员', 'Create the first admin').words,
  problems: ['setup_refused', 'request_refused', 'rate_limited'],
});
