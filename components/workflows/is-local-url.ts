/** Whether Vapi, out on the internet, has no way to reach this address. */
export const isLocalUrl = (url: string): boolean => {
  const host = URL.parse(url)?.hostname.replace(/^\[|\]$/g, '') ?? '';
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host.endsWith('.local') ||
    host === '::1' ||
    /^(127|10)\./.test(host) ||
    /^192\.168\./.test(host) ||
    /^172\.(1[6-9]|2\d|3[01])\./.test(host) ||
    /^f[cd][0-9a-f]{2}:/.test(host)
  );
};
