/** True for an address that only this machine can reach, so that Vapi cannot. */
export const isLoopback = (url: string): boolean => {
  const host = URL.parse(url)?.hostname ?? '';
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    /^127\.|^0\.0\.0\.0$/.test(host)
  );
};
