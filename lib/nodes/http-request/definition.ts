import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, nameValueRows, requiredText } from '../fields.ts';
import { urlProblem } from './url-problem.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
const WITHOUT_BODY: readonly string[] = ['GET', 'HEAD'];
const READING: readonly string[] = ['GET', 'HEAD', 'OPTIONS']; // RFC 9110, 9.2.1: safe methods
const withBody = methods.filter((method) => !WITHOUT_BODY.includes(method));

export const httpRequest = defineNode({
  type: 'http_request',
  label: 'HTTP request',
  description: 'Calls another system and reads its answer.',
  help: `Sends a request and gives \`{ status, headers, body }\`. A JSON answer is parsed, so the next step reads \`{{ steps.<id>.output.body.name }}\`.

An answer other than 2xx fails the step, with the status and the start of the answer in the message; retries apply to 408, 429, 5xx and network failures only. Where the flow goes on after it, the answer is in \`{{ steps.<id>.error.response.status }}\`, \`.headers\` and \`.body\`.

In a **JSON body**, every \`{{ }}\` is encoded for its place, so no value can break the JSON or change its shape: \`{"name": {{ call.customer.name }}}\` inserts a whole value (with its quotes), \`{"text": "Call from {{ call.customer.number }}"}\` inserts into a text.

Secrets: choose one under *Authentication*, or write \`{{ secrets.NAME }}\` where it is needed. Private network addresses are refused unless the operator allows them.

**Example.** POST to \`https://crm.example/api/leads\`, Bearer token from the secret \`CRM_TOKEN\`, JSON body

\`\`\`json
{ "phone": {{ call.customer.number }}, "note": "Asked for {{ tool.arguments.topic }}" }
\`\`\``,
  example: {
    config: {
      method: 'POST',
      url: 'https://crm.example/api/leads',
      auth: 'bearer',
      authSecret: 'CRM_TOKEN',
      bodyType: 'json',
      jsonBody: '{ "phone": {{ call.customer.number }} }',
    },
    given: { answer: { id: 7 } },
    output: { status: 200, headers: { 'content-type': 'application/json' }, body: { id: 7 } },
  },
  icon: 'globe',
  category: 'action',
  actsOutside: ({ method }) => !READING.includes(String(method ?? 'GET')),
  config: z.object({
    method: z.enum(methods).default('GET').meta({ label: 'Method', control: 'select' }),
    url: requiredText('Enter the URL to call.').max(20_000).meta({
      label: 'URL',
      help: 'Values inside it want | url_encode.',
      control: 'template',
      placeholder: 'https://api.example.com/orders/{{ tool.arguments.id | url_encode }}',
    }),
    query: nameValueRows().meta({
      label: 'Query parameters',
      help: 'Encoded and added to the URL. Rows whose value is nothing are left out.',
      control: 'key-values',
    }),
    headers: nameValueRows().meta({ label: 'Headers', control: 'key-values' }),
    auth: z
      .enum(['none', 'bearer', 'basic', 'header'])
      .default('none')
      .meta({
        label: 'Authentication',
        control: 'select',
        options: {
          none: 'None',
          bearer: 'Bearer token',
          basic: 'User name and password',
          header: 'A header',
        },
      }),
    authUser: z
      .string()
      .max(500)
      .optional()
      .meta({ label: 'User name', control: 'template', showWhen: { auth: ['basic'] } }),
    authHeader: z
      .string()
      .max(200)
      .optional()
      .meta({
        label: 'Header name',
        control: 'text',
        placeholder: 'X-API-Key',
        showWhen: { auth: ['header'] },
      }),
    authSecret: z
      .string()
      .max(200)
      .optional()
      .meta({
        label: 'Secret',
        help: 'The token, the password or the header value.',
        control: 'secret',
        showWhen: { auth: ['bearer', 'basic', 'header'] },
      }),
    bodyType: z
      .enum(['none', 'json', 'form', 'text'])
      .default('none')
      .meta({
        label: 'Body',
        control: 'select',
        options: { none: 'None', json: 'JSON', form: 'Form', text: 'Text' },
        showWhen: { method: withBody },
      }),
    jsonBody: z
      .string()
      .max(200_000)
      .optional()
      .meta({
        label: 'JSON',
        help: 'A {{ value }} is encoded for its place: no quotes around it for a whole value.',
        control: 'json',
        placeholder: '{ "phone": {{ call.customer.number }} }',
        showWhen: { bodyType: ['json'] },
      }),
    formBody: nameValueRows().meta({
      label: 'Form fields',
      control: 'key-values',
      showWhen: { bodyType: ['form'] },
    }),
    textBody: z
      .string()
      .max(200_000)
      .optional()
      .meta({ label: 'Text', control: 'template-area', showWhen: { bodyType: ['text'] } }),
    contentType: z
      .string()
      .max(200)
      .default('text/plain; charset=utf-8')
      .meta({ label: 'Content type', control: 'text', showWhen: { bodyType: ['text'] } }),
    responseType: z
      .enum(['auto', 'json', 'text', 'binary'])
      .default('auto')
      .meta({
        label: 'Read the answer as',
        control: 'select',
        options: { auto: 'what it says it is', json: 'JSON', text: 'text', binary: 'binary (base64)' },
        advanced: true,
      }),
    failOnStatus: z.boolean().default(true).meta({
      label: 'Fail unless the status is 2xx',
      control: 'switch',
      advanced: true,
    }),
    followRedirects: z.boolean().default(true).meta({
      label: 'Follow redirects',
      help: 'At most 5; credentials are not sent to another origin.',
      control: 'switch',
      advanced: true,
    }),
    timeoutMs: z
      .number({ error: 'Enter a time in milliseconds.' })
      .int()
      .min(100)
      .max(300_000)
      .default(10_000)
      .meta({
        label: 'Time limit',
        help: 'For the whole request with its redirects.',
        control: 'duration',
        unit: 'ms',
        advanced: true,
      }),
    maxResponseMb: z
      .number({ error: 'Enter a number of megabytes.' })
      .min(0.001)
      .max(5, 'At most 5 MB.')
      .default(1)
      .meta({
        label: 'Largest answer',
        help: 'After decompression.',
        control: 'number',
        unit: 'MB',
        advanced: true,
      }),
  }),
  initial: { method: 'GET', url: '', query: [], headers: [], auth: 'none', bodyType: 'none' },
  verbatim: ['authHeader', 'authSecret', 'contentType'],
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: true,
  summary: ({ method, url }) => (cardText(url) === '' ? '' : `${cardText(method) || 'GET'} ${cardText(url)}`),
  check: ({ url, auth, authSecret, authHeader, authUser, bodyType, jsonBody }) => {
    const issues: { path: (string | number)[]; message: string }[] = [];
    const want = (key: string, value: string | undefined, message: string): void => {
      if (cardText(value) === '') issues.push({ path: [key], message });
    };
    const problem = urlProblem(url);
    if (problem !== undefined) issues.push({ path: ['url'], message: problem });
    if (auth !== 'none') want('authSecret', authSecret, 'Choose the secret that holds the credential.');
    if (auth === 'basic') want('authUser', authUser, 'Enter the user name.');
    if (auth === 'header') want('authHeader', authHeader, 'Enter the name of the header.');
    if (bodyType === 'json') want('jsonBody', jsonBody, 'Enter the JSON to send, or choose no body.');
    return issues;
  },
});
