/** A folder imports only from itself and from folders to its left. `src/app` and the files in `src` itself come last. */
const ORDER = [
  'platform',
  'i18n',
  'ui',
  'access',
  'messaging',
  'staff',
  'clinics',
  'places',
  'bookings',
  'waitlist',
  'phone-desk',
  'roster',
  'reports',
];

const toTheLeft = ORDER.map((folder, index) => ({
  name: `${folder}-imports-from-its-left-only`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^(src|test|bench)/', pathNot: `^src/(${ORDER.slice(0, index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...toTheLeft,
    {
      // A program of its own: it knows of the product no more than how long a text is.
      name: 'sms-standin-knows-no-domain',
      severity: 'error',
      from: { path: '^src/sms-standin/' },
      to: {
        path: '^(src|test|bench)/',
        pathNot: '^src/(platform|i18n|ui|sms-standin)/|^src/messaging/segments\\.ts$',
      },
    },
    {
      name: 'product-needs-no-sms-standin',
      severity: 'error',
      from: { path: '^(src|migrations|bench)/', pathNot: '^src/sms-standin(/|\\.ts$)' },
      to: { path: '^src/sms-standin' },
    },
    {
      name: 'known-folders-only',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: `^src/(${ORDER.join('|')}|app|sms-standin)/` },
      to: {},
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'product-needs-no-development-package',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '\\.spec\\.tsx?$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    // Imports of types count: whoever knows a type depends on it.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
