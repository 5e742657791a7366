/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true }, // `npm run check` runs tsc; a user's build need not run it again
  logging: { serverFunctions: false }, // `next dev` would print what actions are called with, passwords too
  experimental: { serverActions: { bodySizeLimit: '10mb' } }, // a draft may hold large texts
};

export default config;
