/** One runner for everything: `npm run check` is the quick lane (apps, libs, architecture), `npm test` runs all. */
export default {
  rootDir: '.',
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  testRegex: String.raw`\.spec\.ts$`,
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
  maxWorkers: 2,
  workerIdleMemoryLimit: '1500MB',
  testTimeout: 30_000,
  globalSetup: '<rootDir>/test/support/build.mjs',
  reporters: ['default', '<rootDir>/test/support/summary-reporter.mjs'],
};
