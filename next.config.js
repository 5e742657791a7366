import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js';

// `unsafe-inline`: Next and the theme write scripts into each page. A nonce instead would make every page dynamic.
const contentSecurityPolicy = (isDevelopment) =>
  [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ''}`, // React's stacks in `next dev`
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${isDevelopment ? ' ws: wss:' : ''}`, // what gets in all the same can send nothing out
    "worker-src 'self'", // TypeScript for code steps
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

const securityHeaders = (isDevelopment) => [
  { key: 'Content-Security-Policy', value: contentSecurityPolicy(isDevelopment) },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
];

/** @returns {import('next').NextConfig} */
const config = (phase) => ({
  reactStrictMode: true,
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true }, // `npm run check` runs tsc; a user's build need not run it again
  headers: async () => [{ source: '/:path*', headers: securityHeaders(phase === PHASE_DEVELOPMENT_SERVER) }],
  logging: { serverFunctions: false }, // `next dev` would print what actions are called with, passwords too
  // The declarations of the language, for TypeScript in the code editor (components/editor/code/lib-texts.ts).
  turbopack: { rules: { '*.d.ts': { condition: { query: '?raw' }, type: 'text' } } },
  experimental: { serverActions: { bodySizeLimit: '10mb' } }, // a draft may hold large texts
});

export default config;
