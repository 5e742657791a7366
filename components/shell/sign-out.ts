import { toast } from 'sonner';

/** Ends the session and leads to the sign-in page. */
export const signOut = async (): Promise<void> => {
  const response = await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => undefined);
  if (response?.ok) {
    sessionStorage.clear(); // what the last tests gave is nobody else's business
    window.location.assign('/login');
  } else toast.error('Signing out failed: the server did not answer as expected. Try again.');
};
