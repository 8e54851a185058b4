/** Real PostgreSQL, real browser; see test/support. */
export default {
  testMatch: ['<rootDir>/{src,test}/**/*.spec.{ts,tsx}'],
  testRunner: '<rootDir>/test/support/jest/runner.mjs',
  transform: {},
  // Long simulations run with `npm run test:full` alone.
  testPathIgnorePatterns: ['/node_modules/', ...(process.env.TEST_FULL ? [] : ['\\.long\\.spec\\.tsx?$'])],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  maxWorkers: 2,
  // A worker grows with every file that it loads; past this it is begun anew.
  workerIdleMemoryLimit: '800MB',
  testTimeout: 30_000,
};
