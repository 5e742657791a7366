import { MASK } from '#lib/nodes/hide-values.ts';
import { type Json, objectOf, stableJson } from './json.ts';

/** One field of something in Vapi: what it says now and what it will say. `null` means that it is not set. */
export interface Difference {
  /** E.g. `server.timeoutSeconds`. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Only after it was sent: whether Vapi, asked again, says the same. */
  readonly isKept?: boolean;
}

const BACKOFF = 'backoffPlan';
const SECRET_NAME = /secret|token|password|api[-_]?key|private[-_]?key|credentials$/i;

/**
 * The fields in which `after` is another than `before`. With `actual`, what Vapi says when it is asked again. Values of
 * headers and of whatever is named like a secret are hidden.
 */
export const differences = (before: Json, after: Json, actual?: Json): readonly Difference[] => {
  const old = leavesOf(before);
  const next = leavesOf(after);
  const now = actual === undefined ? undefined : leavesOf(actual);
  return [...new Set([...old.keys(), ...next.keys()])]
    .filter((path) => stableJson(old.get(path)) !== stableJson(next.get(path)))
    .map((path) => ({
      path,
      before: shown(path, old.get(path)),
      after: shown(path, next.get(path)),
      ...(now === undefined ? {} : { isKept: stableJson(now.get(path)) === stableJson(next.get(path)) }),
    }));
};

/** Objects are taken apart; lists, and the plan for retries, stay whole. What is null or absent is not there. */
const leavesOf = (value: Json, prefix = ''): Map<string, unknown> => {
  const leaves = new Map<string, unknown>();
  for (const [name, inner] of Object.entries(value)) {
    if (inner === null || inner === undefined) continue;
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (typeof inner !== 'object' || Array.isArray(inner) || name === BACKOFF) leaves.set(path, inner);
    else for (const [deeper, leaf] of leavesOf(objectOf(inner), path)) leaves.set(deeper, leaf);
  }
  return leaves;
};

const shown = (path: string, value: unknown): string | null => {
  if (value === undefined) return null;
  if (isSecret(path)) return MASK;
  if (typeof value === 'string') return path.endsWith('url') ? safeUrl(value) : value;
  if (path.endsWith(BACKOFF)) return backoffText(objectOf(value));
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ');
  return JSON.stringify(value, (name, inner: unknown) =>
    SECRET_NAME.test(name) || name === 'headers' ? MASK : inner,
  );
};

const backoffText = (plan: Json): string => {
  const { type = 'fixed', maxRetries = 0, baseDelaySeconds = 0, excludedStatusCodes } = plan;
  const not = Array.isArray(excludedStatusCodes) ? `, not after ${excludedStatusCodes.join(', ')}` : '';
  return `${maxRetries} more tries, ${type} from ${baseDelaySeconds} s${not}`;
};

const isSecret = (path: string): boolean =>
  /(^|\.)headers\./.test(path) || path.split('.').some((part) => SECRET_NAME.test(part));

/** An address without the user, the password and the query, which may hold keys of others. */
export const safeUrl = (text: string): string => {
  const url = URL.parse(text);
  if (url === null) return text.slice(0, 200);
  return `${url.origin}${url.pathname}${url.search === '' ? '' : '?…'}`;
};
