import { isObject } from '#lib/vapi/message.ts';

/** What one event says of its call; null where it says nothing. */
export interface CallFacts {
  readonly type: string | null;
  readonly customerNumber: string | null;
  readonly status: string | null;
  readonly endedReason: string | null;
}

/** Reads them out of the inner `message`. */
export const callFacts = (message: Readonly<Record<string, unknown>>): CallFacts => {
  const call = isObject(message.call) ? message.call : {};
  return {
    type: text(call.type),
    customerNumber: numberOf(message.customer) ?? numberOf(call.customer),
    status: statusOf(message),
    endedReason: text(message.endedReason) ?? text(call.endedReason),
  };
};

/** Not `call.status`, which Vapi sends as it was when the call began. */
const statusOf = (message: Readonly<Record<string, unknown>>): string | null => {
  if (message.type === 'end-of-call-report') return 'ended';
  return message.type === 'status-update' ? text(message.status) : null;
};

const numberOf = (customer: unknown): string | null => (isObject(customer) ? text(customer.number) : null);

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
