import { handleAuth } from '#lib/accounts/auth.ts';

// Signing in and out: better-auth checks origin, throttles, and sets the cookies.
export { handleAuth as GET, handleAuth as POST };
