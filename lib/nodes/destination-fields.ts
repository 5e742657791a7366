import { z } from 'zod';
import { cardText, nameValueRows } from './fields.ts';

const TRANSFER_PLANS = {
  none: 'As Vapi does by default',
  'blind-transfer': 'Blind: connect at once',
  'blind-transfer-add-summary-to-sip-header': 'Blind, with a summary in a SIP header',
  'warm-transfer-say-message': 'Warm: say a message to the operator',
  'warm-transfer-say-summary': 'Warm: say a summary to the operator',
  'warm-transfer-wait-for-operator-to-speak-first-and-then-say-message':
    'Warm: wait for the operator, then say a message',
  'warm-transfer-wait-for-operator-to-speak-first-and-then-say-summary':
    'Warm: wait for the operator, then say a summary',
  'warm-transfer-twiml': 'Warm: play TwiML to the operator',
  'warm-transfer-experimental': 'Warm, experimental: with an assistant for the operator',
} as const;

/** The modes in which the operator hears a text of one's own. */
const SAYS_MESSAGE = [
  'warm-transfer-say-message',
  'warm-transfer-wait-for-operator-to-speak-first-and-then-say-message',
];

interface Where {
  /** The field that chooses the kind of destination, and its values for a number and for SIP. */
  readonly key: string;
  readonly number: string;
  readonly sip: string;
}

/** The fields of a transfer to a number or to SIP, for every Reply node that has one. */
export const destinationFields = ({ key, number, sip }: Where) => {
  const toNumber = { [key]: [number] };
  const toSip = { [key]: [sip] };
  const toEither = { [key]: [number, sip] };
  return {
    number: z.string().max(500).optional().meta({
      label: 'Phone number',
      help: 'With country code.',
      control: 'template',
      placeholder: '+14155552671',
      showWhen: toNumber,
    }),
    extension: z
      .string()
      .max(500)
      .optional()
      .meta({ label: 'Extension', control: 'template', advanced: true, showWhen: toNumber }),
    checksNumber: z.boolean().default(true).meta({
      label: 'Vapi checks that the number is in E.164 form',
      help: 'Switch it off for numbers such as 911 or those of your own telephone system.',
      control: 'switch',
      advanced: true,
      showWhen: toNumber,
    }),
    sipUri: z.string().max(1000).optional().meta({
      label: 'SIP address',
      control: 'template',
      placeholder: 'sip:support@example.com',
      showWhen: toSip,
    }),
    sipHeaders: nameValueRows().meta({
      label: 'SIP headers',
      control: 'key-values',
      advanced: true,
      showWhen: toSip,
    }),
    callerId: z.string().max(500).optional().meta({
      label: 'Caller id',
      help: 'The number that the other side sees.',
      control: 'template',
      advanced: true,
      showWhen: toEither,
    }),
    planMode: z
      .enum([
        'none',
        'blind-transfer',
        'blind-transfer-add-summary-to-sip-header',
        'warm-transfer-say-message',
        'warm-transfer-say-summary',
        'warm-transfer-wait-for-operator-to-speak-first-and-then-say-message',
        'warm-transfer-wait-for-operator-to-speak-first-and-then-say-summary',
        'warm-transfer-twiml',
        'warm-transfer-experimental',
      ])
      .default('none')
      .meta({
        label: 'Way of the transfer',
        control: 'select',
        options: TRANSFER_PLANS,
        advanced: true,
        showWhen: toEither,
      }),
    planMessage: z
      .string()
      .max(2000)
      .optional()
      .meta({
        label: 'Said to the operator',
        control: 'template-area',
        placeholder: '{{ call.customer.name }} asks for a refund.',
        advanced: true,
        showWhen: { planMode: SAYS_MESSAGE },
      }),
    planTwiml: z
      .string()
      .max(10_000)
      .optional()
      .meta({
        label: 'TwiML',
        control: 'template-area',
        placeholder: '<Say>A caller from Patchbay.</Say>',
        advanced: true,
        showWhen: { planMode: ['warm-transfer-twiml'] },
      }),
    planMore: z
      .string()
      .max(50_000)
      .optional()
      .meta({
        label: 'More of the transfer plan',
        help: 'JSON, added to it: fallbackPlan, summaryPlan, holdAudioUrl …',
        control: 'json',
        placeholder: '{ "dialTimeout": 30 }',
        advanced: true,
        showWhen: { planMode: Object.keys(TRANSFER_PLANS).filter((mode) => mode !== 'none') },
      }),
  };
};

/** The switch and the text for what the caller hears before a transfer. */
export const transferMessageFields = (showWhen: Record<string, readonly unknown[]>) => ({
  saysMessage: z
    .boolean()
    .default(false)
    .meta({ label: 'Choose what is said before the transfer', control: 'switch', showWhen }),
  message: z
    .string()
    .max(2000)
    .default('')
    .meta({
      label: 'Message',
      help: 'Empty: a silent transfer.',
      control: 'template-area',
      placeholder: 'Connecting you to support.',
      showWhen: { saysMessage: [true] },
    }),
});

/** How long Vapi lets these be; see its schema of `TransferDestinationNumber`. */
const LENGTHS: readonly (readonly [key: string, min: number, max: number, message: string])[] = [
  ['number', 3, 40, 'A phone number has 3 to 40 characters.'],
  ['extension', 1, 10, 'An extension has at most 10 characters.'],
  ['callerId', 1, 40, 'A caller id has at most 40 characters.'],
];

/** What is known to be wrong with a destination before any flow runs, for a definition's check. */
export const destinationIssues = (
  config: Readonly<Record<string, unknown>>,
): { path: string[]; message: string }[] =>
  LENGTHS.flatMap(([key, min, max, message]) => {
    const text = cardText(config[key]);
    const isFixed = text !== '' && !/\{[{%]/.test(text);
    return isFixed && (text.length < min || text.length > max) ? [{ path: [key], message }] : [];
  });
