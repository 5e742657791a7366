import type { RunDocument, RunError } from '#lib/engine/record.ts';

type MaskText = (text: string) => string;

/**
 * A run's document as JSON text, with `mask` over every text that a flow wrote. What gives the document its shape
 * stays: a secret may well be `null`, `1234` or `completed`.
 */
export const maskedJson = (document: RunDocument, mask: MaskText): string => {
  const text = JSON.stringify(document);
  if (mask(text) === text) return text; // as nearly always, and a hundred times faster than looking at each value
  return JSON.stringify(maskDocument(document, mask));
};

const maskDocument = (document: RunDocument, mask: MaskText): RunDocument => {
  const { reply, lateReply } = document;
  return {
    steps: document.steps.map((step) => maskStep(step, mask)),
    ...(reply === undefined
      ? {}
      : {
          reply: {
            ...reply,
            headers: maskHeaders(reply.headers, mask),
            body: maskValue(reply.body, mask),
          },
        }),
    ...(lateReply === undefined ? {} : { lateReply: maskValue(lateReply, mask) }),
  };
};

const maskStep = (step: RunDocument['steps'][number], mask: MaskText): RunDocument['steps'][number] => {
  const { error, console: lines } = step;
  return {
    ...step,
    ...(step.input === undefined ? {} : { input: maskValue(step.input, mask) }),
    ...(step.output === undefined ? {} : { output: maskValue(step.output, mask) }),
    ...(error === undefined
      ? {}
      : {
          error: {
            ...error,
            message: mask(error.message),
            ...(error.stack === undefined ? {} : { stack: mask(error.stack) }),
            ...(error.response === undefined ? {} : { response: maskResponse(error.response, mask) }),
          },
        }),
    ...(lines === undefined ? {} : { console: lines.map((line) => ({ ...line, text: mask(line.text) })) }),
  };
};

type FailedResponse = NonNullable<RunError['response']>;

const maskResponse = (response: FailedResponse, mask: MaskText): FailedResponse => ({
  ...response,
  headers: maskHeaders(response.headers, mask),
  body: maskValue(response.body, mask),
});

const maskHeaders = (headers: Readonly<Record<string, string>>, mask: MaskText): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, mask(value)]));

const maskValue = (value: unknown, mask: MaskText): unknown => {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((item) => maskValue(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [mask(key), maskValue(item, mask)]));
};
