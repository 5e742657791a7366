import type { z } from 'zod';
import { toText } from '#lib/template/text.ts';
import { header, headerPairs } from '../header-rows.ts';
import { type NameValue, textPairs } from '../name-values.ts';
import type { Resolved } from '../resolved.ts';
import { secretNamed } from '../secret-named.ts';
import type { httpRequest } from './definition.ts';

type Config = Resolved<z.infer<typeof httpRequest.config>, (typeof httpRequest.verbatim)[number]>;
type Secrets = Readonly<Record<string, string>>;

interface BuiltRequest {
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
}

/** The request that a rendered config stands for. Throws a StepError where a part of it cannot be sent. */
export const buildRequest = (config: Config, secrets: Secrets): BuiltRequest => {
  const own = headerPairs(config.headers);
  const given = new Set(own.map(([name]) => name.toLowerCase()));
  const content = bodyOf(config);
  const added = [...authHeaders(config, secrets), ...(content === undefined ? [] : [content.type])];
  return {
    url: withQuery(toText(config.url).trim(), config.query),
    headers: [...own, ...added.filter(([name]) => !given.has(name.toLowerCase()))],
    ...(content === undefined ? {} : { body: content.body }),
  };
};

/** Adds to the text of the URL, so that what the address guard checks is what the user wrote. */
const withQuery = (url: string, rows: readonly NameValue[]): string => {
  const pairs = textPairs(rows.filter(({ value }) => value !== null && value !== undefined));
  if (pairs.length === 0) return url;
  const [beforeFragment = '', ...fragment] = url.split('#');
  const separator = beforeFragment.includes('?') ? (/[?&]$/.test(beforeFragment) ? '' : '&') : '?';
  const query = new URLSearchParams(pairs).toString();
  return [`${beforeFragment}${separator}${query}`, ...fragment].join('#');
};

const bodyOf = (config: Config): { body: string; type: [string, string] } | undefined => {
  if (config.method === 'GET' || config.method === 'HEAD') return undefined;
  switch (config.bodyType) {
    case 'none':
      return undefined;
    case 'json':
      return { body: JSON.stringify(config.jsonBody ?? null), type: ['Content-Type', 'application/json'] };
    case 'form':
      return {
        body: new URLSearchParams(textPairs(config.formBody)).toString(),
        type: ['Content-Type', 'application/x-www-form-urlencoded'],
      };
    case 'text':
      return { body: toText(config.textBody), type: header('Content-Type', config.contentType) };
    default:
      return config.bodyType satisfies never;
  }
};

const authHeaders = (config: Config, secrets: Secrets): [string, string][] => {
  switch (config.auth) {
    case 'none':
      return [];
    case 'bearer':
      return [header('Authorization', `Bearer ${secretNamed(config.authSecret, secrets)}`)];
    case 'basic': {
      const pair = `${toText(config.authUser)}:${secretNamed(config.authSecret, secrets)}`;
      return [['Authorization', `Basic ${base64(pair)}`]];
    }
    case 'header':
      return [header((config.authHeader ?? '').trim(), secretNamed(config.authSecret, secrets))];
    default:
      return config.auth satisfies never;
  }
};

/** UTF-8 first: RFC 7617, 2.1. */
const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
