/** Real PostgreSQL, real browser; see test/support. Runs as ES modules: NODE_OPTIONS=--experimental-vm-modules. */
export default {
  testMatch: ['<rootDir>/{src,test}/**/*.spec.{ts,tsx}'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.tsx?$': '@swc/jest' },
  moduleNameMapper: {
    // Its ES modules import JSON without an attribute, which jest complains of, once for each file.
    '^libphonenumber-js/max$': '<rootDir>/node_modules/libphonenumber-js/max/index.cjs',
    // As one file each: loaded from hundreds of small modules, anew for every test file, they cost it half a second.
    '^rxjs(/operators)?$': '<rootDir>/node_modules/rxjs/dist/bundles/rxjs.umd.js',
    '^class-(transformer|validator)$': '<rootDir>/node_modules/class-$1/bundles/class-$1.umd.js',
    '^es-toolkit/compat$': '<rootDir>/node_modules/es-toolkit/dist/browser.global.js',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
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
