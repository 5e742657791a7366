/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true }, // `npm run check` runs tsc; a user's build need not run it again
  experimental: { viewTransition: false },
};

export default config;
