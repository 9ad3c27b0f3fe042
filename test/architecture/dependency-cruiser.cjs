/** Who may import whom. Run by `static.spec.ts`. */
const PLATFORM = 'kernel|event-store|read-store|recorder|process|reference|web|context|testing|transparency';
const CONTEXT = `^libs/(?!(?:${PLATFORM})/)([^/]+)/`;
const ADAPTER = 'sqlite|eventstoredb|mongodb';
const SPEC = '\\.(spec|contract|fixture)\\.ts$|^libs/testing/';
const rule = (name, from, to) => ({ name, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }),
    rule('reference-is-bottom', { path: '^libs/reference/', pathNot: SPEC }, { path: '^(libs/(?!reference/)|apps/)' }),
    rule(
      'kernel-knows-reference-only',
      { path: '^libs/kernel/', pathNot: SPEC },
      { path: '^(libs/(?!kernel/|reference/)|apps/)' },
    ),
    rule(
      'event-store-knows-kernel-only',
      { path: '^libs/event-store/', pathNot: SPEC },
      { path: '^(libs/(?!event-store/|kernel/|reference/)|apps/)' },
    ),
    rule(
      'beside-the-port-are-kernel-and-port-only',
      { path: '^libs/(recorder|read-store)/', pathNot: SPEC },
      { path: '^(libs/(?!$1/|kernel/|reference/|event-store/src/index\\.ts)|apps/)' },
    ),
    rule(
      'contexts-meet-in-what-is-published',
      { path: CONTEXT },
      { path: CONTEXT, pathNot: ['^libs/$1/', '^libs/[^/]+/src/published\\.ts$'] },
    ),
    rule(
      'published-language-stands-alone',
      { path: '^libs/([^/]+)/src/[^/]+\\.published\\.ts$' },
      {
        path: '^libs/(?!kernel/|reference/)',
        pathNot:
          '^libs/$1/src/([^/]+\\.(published|events|status)|[^/]+-(refusals|bodies)|moments|versions|contact|evidence|served|money/[^/]+)\\.ts$',
      },
    ),
    rule('platform-knows-no-context', { path: `^libs/(?:${PLATFORM})/` }, { path: CONTEXT }),
    rule(
      'only-doors-know-nest',
      { path: '^libs/', pathNot: '^libs/(web|context)/|\\.(controller|provider|handler|module|spec)\\.ts$' },
      { path: 'node_modules/@nestjs/' },
    ),
    rule(
      'drivers-only-in-adapters',
      { path: '^(apps|libs)/', pathNot: `/src/(${ADAPTER})/|^libs/testing/` },
      { path: '^(node:)?sqlite$|node_modules/(mongodb|@eventstore)/' },
    ),
    rule(
      'adapters-only-from-apps',
      { path: '^libs/', pathNot: `/src/(${ADAPTER})/|${SPEC}` },
      { path: `^libs/[^/]+/src/(${ADAPTER})/` },
    ),
    rule(
      'front-door-only',
      { path: '^(apps|libs)/([^/]+)/' },
      { path: `^libs/([^/]+)/src/(?!index\\.ts|published\\.ts|(?:${ADAPTER})/)`, pathNot: ['^libs/$2/', SPEC] },
    ),
    rule('no-own-barrel', { path: '^libs/([^/]+)/', pathNot: 'index\\.ts$' }, { path: '^libs/$1/src/index\\.ts$' }),
    rule('libs-never-import-apps', { path: '^libs/' }, { path: '^apps/' }),
    rule(
      'product-never-imports-tests',
      { path: '^(apps|libs)/', pathNot: SPEC },
      { path: '^test/|^libs/testing/|\\.(spec|contract|fixture)\\.ts$' },
    ),
    rule('libs-import-no-tests', { path: '^libs/' }, { path: '^test/' }),
    rule('everything-resolves', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
