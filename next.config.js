/** @type {import('next').NextConfig} */
export default {
  agentRules: false,
  // There are several root layouts, so a page for unknown addresses needs a document of its own.
  experimental: { agentUpgrade: false, globalNotFound: true },
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  // `npm run check` checks the types of everything, tests included; the build would do it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pg', 'pino', 'stripe', 'jose'],
}
