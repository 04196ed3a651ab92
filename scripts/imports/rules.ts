// Who may import whom. One table for our own folders, one for the nouns in lib/, one for packages.

/** Each folder, and those that it may import. `(types)` after a name: its types alone. */
export const folders: Record<string, string[]> = {
  app: ['components', 'lib'],
  components: ['lib/catalogue', 'lib (types)'],
  lib: ['lib'],
  server: ['app/api', 'lib'],
  demo: ['lib'],
  twin: [],
  e2e: ['demo', 'lib', 'server', 'twin/playwright', 'twin (types)'],
  bench: ['e2e', 'lib', 'server'],
  scripts: ['lib', 'server'],
}

/** What every noun may use: the doors, the data, and the files at the top of lib/. */
export const openToEveryNoun = ['catalogue', 'stripe', 'database', 'errors.ts', 'services.ts', 'env.ts', 'notices.ts']

/** The doors and the data know no noun. Of the doors, web alone may use nouns: it is where requests come in. */
export const withoutNouns = ['catalogue', 'stripe', 'database']
export const mayUseEveryNoun = ['web', 'services.ts']

/** Where one noun uses another. Never in a circle. */
export const nounsUsedBy: Record<string, string[]> = {
  access: ['audit'],
  admissions: ['access', 'company', 'messages', 'overrides', 'policy', 'rate-limits'],
  attention: ['access', 'invoices', 'payment-methods', 'subscriptions'],
  company: ['audit', 'messages', 'revisions', 'settings'],
  'customer-sessions': ['access', 'mints', 'overrides', 'policy'],
  customers: ['access'],
  'env.ts': ['env'],
  home: ['access', 'customers', 'invoices', 'payment-methods', 'subscriptions'],
  invoices: ['access', 'overrides', 'policy'],
  links: ['access', 'invoices', 'policy', 'portal-sessions', 'subscriptions'],
  operators: ['access', 'audit'],
  overrides: ['audit', 'policy', 'revisions', 'settings'],
  passkeys: ['access', 'audit', 'operators'],
  'payment-methods': ['access', 'customers', 'overrides', 'policy', 'subscriptions'],
  policy: ['audit', 'revisions', 'settings'],
  'portal-sessions': ['access', 'mints', 'overrides', 'policy', 'settings', 'subscriptions'],
  previews: ['access', 'audit', 'operators'],
  returns: ['access', 'home', 'subscriptions', 'payment-methods'],
  revisions: ['audit'],
  settings: ['revisions'],
  setup: ['access', 'policy', 'portal-sessions'],
  'setup-intents': ['access', 'mints', 'overrides', 'policy'],
  subscriptions: ['access'],
}

export interface PackageRule {
  packages: RegExp
  /** Where it may be imported. */
  within: RegExp
  /** Where its types may be, besides. */
  typesWithin?: RegExp
}

export const packageRules: PackageRule[] = [
  { packages: /^stripe($|\/)/, within: /^(lib\/stripe|twin|demo|e2e|bench)\//, typesWithin: /^lib\// },
  { packages: /^(pg|drizzle-orm\/(node-postgres|migrator).*)$/, within: /^(lib\/database|bench)\// },
  {
    packages: /^drizzle-orm($|\/)/,
    within: /^(lib\/(database\/|[\w-]+\/[\w-]+-store\.ts$|stripe\/scope\.ts$)|e2e\/|bench\/)/,
  },
  { packages: /^next($|\/)/, within: /^(app\/|lib\/web\/|server\/web(\.ts$|\/))/ },
  { packages: /^react(-dom)?($|\/)/, within: /^(app|components|bench\/empty)\// },
  { packages: /^@stripe\//, within: /^(components\/stripe|twin|e2e|bench\/empty)\// },
  { packages: /^@simplewebauthn\/server($|\/)/, within: /^lib\/passkeys\// },
  { packages: /^@simplewebauthn\/browser$/, within: /^components\/admin\/passkey-/ },
  // Whoever traces nothing loads nothing of it.
  { packages: /^@opentelemetry\//, within: /^server\/web\/(tracing|sampler)(\.test)?\.ts$/ },
  { packages: /^hono($|\/)|^@hono\//, within: /^(server\/gateway|twin|demo)/ },
]

export const environmentReaders =
  /^(demo\/|lib\/env\.ts$|server\/((run-command|serve)\.ts$|start(\.ts$|\/))|scripts\/|e2e\/|bench\/)/

/** Tests and their setup stand outside: they may use the twin in process, and whatever shows what a caller sees. */
export const isTest = (path: string) =>
  /\.(test|spec)\.tsx?$/.test(path) || /(^|\/)testing(\.ts$|\/)/.test(path) || path.startsWith('e2e/setup/')
