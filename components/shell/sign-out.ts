import { toast } from 'sonner';

const OURS = 'patchbay:';
const DRAFTS = `${OURS}draft:`; // there are some only while the server does not have them

/** Ends the session and leads to the sign-in page. Does not lose a draft that was not saved without being told to. */
export const signOut = async (): Promise<void> => {
  if (!Object.keys(localStorage).some((key) => key.startsWith(DRAFTS))) return endSession();
  toast.warning('You are still signed in: a draft is not saved', {
    id: 'sign-out',
    description:
      'Only this browser has the changes, and signing out removes them. Open the workflow to save them.',
    duration: 20_000, // two sentences and a decision
    action: { label: 'Sign out anyway', onClick: () => void endSession() },
  });
};

const endSession = async (): Promise<void> => {
  const response = await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => undefined);
  if (response?.ok) {
    await forget();
    window.location.assign('/login');
  } else toast.error('Signing out failed: the server did not answer as expected. Try again.');
};

/** Drafts, tests, pins and histories are nobody else's business. */
const forget = async (): Promise<void> => {
  sessionStorage.clear();
  for (const key of Object.keys(localStorage)) if (key.startsWith(OURS)) localStorage.removeItem(key);
  await new Promise((resolve) => {
    const request = indexedDB.deleteDatabase('patchbay');
    request.onsuccess = resolve;
    request.onerror = resolve; // a private window, where nothing was kept
    request.onblocked = resolve; // goes on once another tab has written its history
  });
};
