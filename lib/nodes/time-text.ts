import { cut } from './cut.ts';
import { StepError } from './step-error.ts';
import { optionalText } from './vapi-fields.ts';

const MILLISECONDS = /^\d{12,14}$/;

/** A rendered time in ISO 8601, which is all that Vapi takes; undefined where the field is empty. `what` is its label. */
export const timeText = (value: unknown, what: string): string | undefined => {
  const text = optionalText(value);
  if (text === undefined) return undefined;
  const at = new Date(MILLISECONDS.test(text) ? Number(text) : text);
  if (!Number.isNaN(at.getTime())) return at.toISOString();
  throw new StepError(
    'vapi.not-a-time',
    `"${what}" gave "${cut(text, 40)}", which is no date and time. Write it like 2026-06-01T09:00:00Z.`,
  );
};
