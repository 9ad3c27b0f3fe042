const project = {
  rootDir: '.',
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
};

/** What a ledger's users see of it, and so must not depend on where the log is. */
const SEEN_BY_USERS = 'posting|evidence|reading|figures|traces|feed|clients|projections|processes';

/**
 * One runner for everything: `npm run check` is the quick lane (apps, libs, architecture), `npm test` runs all, and what users
 * see once more with the log on a server.
 */
export default {
  testTimeout: 30_000,
  maxWorkers: 2,
  workerIdleMemoryLimit: '1500MB',
  reporters: ['default', '<rootDir>/test/support/summary-reporter.mjs'],
  projects: [
    {
      ...project,
      displayName: 'ledger',
      testRegex: String.raw`\.spec\.ts$`,
      globalSetup: '<rootDir>/test/support/build.mjs',
    },
    {
      ...project,
      displayName: 'log on a server',
      testRegex: String.raw`test/e2e/(?:${SEEN_BY_USERS})\.spec\.ts$`,
      testEnvironment: '<rootDir>/test/support/server-environment.mjs',
    },
  ],
};
