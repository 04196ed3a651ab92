/** @type {import('next').NextConfig} */
export default {
  agentRules: false,
  experimental: { agentUpgrade: false },
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  serverExternalPackages: ['pg', 'pino', 'stripe', 'jose'],
}
