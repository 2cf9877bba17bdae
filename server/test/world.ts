import { fileURLToPath } from 'node:url';

/** The company file of the demo, which is also the tests' fixture. */
export const worldFile = fileURLToPath(new URL('../src/operating/demo/company.yaml', import.meta.url));

/** The ids that tests use most. */
export const world = {
  companyId: 'acb290d666814d65834c70073aed65f2',
  appId: 'demo',
  appKey: 'demo-key-not-a-secret',
} as const;
