const SCHEMES = ['https://', 'http://'];

/**
 * Why a URL can never be called, as far as what is written of it says: the text before its first template decides. A
 * URL that begins with a template is only known when the flow runs.
 */
export const urlProblem = (source: string): string | undefined => {
  const text = source.trim();
  const template = text.search(/\{\{|\{%/);
  const start = (template === -1 ? text : text.slice(0, template)).toLowerCase();
  const hasScheme = SCHEMES.some((scheme) => start.startsWith(scheme));
  const isOpen = template !== -1 && SCHEMES.some((scheme) => scheme.startsWith(start));
  if (/^curl\s/.test(start)) {
    return 'This is a curl command. Enter only its URL here, its headers and body in the fields below.';
  }
  if (!hasScheme && !isOpen) return 'A URL begins with https:// or http://.';
  if (template === -1 && !URL.canParse(text))
    return 'This is not a URL that can be called. Check the part behind “//”.';
  return undefined;
};
