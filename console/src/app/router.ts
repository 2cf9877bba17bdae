import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  redirect,
  stringifySearchWith,
} from '@tanstack/react-router';
import { call } from '../api/call.ts';
import { catalogQuery, queryClient, viewsQuery } from '../api/queries.ts';
import { sessionState, setSession } from '../api/session.ts';
import { ListPage } from '../list/page.tsx';
import { checkListSearch } from '../list/search.ts';
import { SignInPage } from '../sign-in/page.tsx';
import { Loading, NotFound, PageError } from './fallbacks.tsx';
import { Frame } from './frame.tsx';

const root = createRootRoute({ errorComponent: PageError, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ to }: Record<string, unknown>): { to?: string } => (typeof to === 'string' ? { to } : {}),
  beforeLoad: async () => {
    const known = await readSession();
    if (known.needsSetup) throw redirect({ to: '/setup' });
    if (known.session !== null) throw redirect({ to: '/w/$view', params: { view: 'open' } });
  },
  component: SignInPage,
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: ({ code }: Record<string, unknown>): { code?: string } =>
    code === undefined ? {} : { code: String(code) },
  beforeLoad: async () => {
    if (!(await readSession()).needsSetup) throw redirect({ to: '/sign-in' });
  },
  component: lazyRouteComponent(() => import('../sign-in/setup.tsx'), 'SetupPage'),
});

/** The parent of every page that needs a session. It loads the catalog and the views before the first page is shown. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    const known = sessionState().session !== null ? { needsSetup: false } : await readSession();
    if (known.needsSetup) throw redirect({ to: '/setup' });
    if (sessionState().session === null) throw redirect({ to: '/sign-in', search: { to: location.publicHref } });
  },
  loader: () => Promise.all([queryClient.ensureQueryData(catalogQuery), queryClient.ensureQueryData(viewsQuery)]),
  component: Frame,
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/w/$view', params: { view: 'open' } });
  },
});

const list = createRoute({
  getParentRoute: () => frame,
  path: '/w/$view',
  validateSearch: checkListSearch,
  component: ListPage,
});

const ticket = createRoute({
  getParentRoute: () => frame,
  path: '/t/$number',
  component: lazyRouteComponent(() => import('../ticket/page.tsx'), 'TicketPage'),
});

const newTicket = createRoute({
  getParentRoute: () => frame,
  path: '/new',
  validateSearch: ({ customer }: Record<string, unknown>): { customer?: string } =>
    typeof customer === 'string' ? { customer } : {},
  component: lazyRouteComponent(() => import('../new-ticket/page.tsx'), 'NewTicketPage'),
});

const customer = createRoute({
  getParentRoute: () => frame,
  path: '/customers/$id',
  component: lazyRouteComponent(() => import('../customer/page.tsx'), 'CustomerPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([home, signIn, setup, frame.addChildren([list, ticket, newTicket, customer])]),
  basepath: '/console',
  // Values are not parsed as JSON: a ticket's number has more digits than a JavaScript number holds exactly.
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(JSON.stringify),
  defaultPendingComponent: Loading,
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: NotFound,
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

async function readSession() {
  const known = await call('getSession', {});
  setSession(known.session);
  return known;
}
