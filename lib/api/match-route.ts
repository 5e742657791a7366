import type { Method, Route } from './contract.ts';

export type Match =
  | { readonly kind: 'found'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'wrong-method'; readonly allow: readonly string[] }
  | { readonly kind: 'unknown-path' };

const isMethod = (method: string): method is Method =>
  method === 'GET' || method === 'POST' || method === 'PUT' || method === 'PATCH' || method === 'DELETE';

/** Finds the operation for a method and a path below `/api/v1`. HEAD is answered as GET. */
export const matchRoute = (routes: readonly Route[], method: string, path: string): Match => {
  const wanted = method === 'HEAD' ? 'GET' : method;
  const candidates = routes.flatMap((route) => {
    const params = paramsOf(route.path, path);
    return params === undefined ? [] : [{ route, params }];
  });
  if (candidates.length === 0) return { kind: 'unknown-path' };
  const found = candidates.find(({ route }) => isMethod(wanted) && route.method === wanted);
  return found === undefined
    ? { kind: 'wrong-method', allow: allowed(candidates.map(({ route }) => route.method)) }
    : { kind: 'found', ...found };
};

const allowed = (methods: readonly Method[]): string[] => [
  ...(methods.includes('GET') ? ['GET', 'HEAD'] : []),
  ...methods.filter((method) => method !== 'GET'),
  'OPTIONS',
];

const paramsOf = (template: string, path: string): Record<string, string> | undefined => {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith('{')) {
      if (value === '') return undefined;
      params[part.slice(1, -1)] = decode(value);
    } else if (part !== value) {
      return undefined;
    }
  }
  return params;
};

/** A broken escape stays as it is; the parameter's schema then refuses it with a message. */
const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};
