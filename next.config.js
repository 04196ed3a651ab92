/** @type {import('next').NextConfig} */
export default {
  agentRules: false,
  // There are several root layouts, so a page for unknown addresses needs a document of its own.
  experimental: { agentUpgrade: false, globalNotFound: true },
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  // While developing Next prints the addresses that it answers; these hold a token, or a secret that Stripe appended.
  logging: { incomingRequests: { ignore: [/^\/(login\/handoffs|admin\/enter|return)\b/] } },
  // `npm run check` checks the types of everything, tests included; the build would do it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pg', 'pino', 'stripe', 'jose'],
}
