import { toText } from '#lib/template/text.ts';
import { type NameValue, textPairs } from './name-values.ts';
import { type Json, neededText, optionalObject, optionalText, present } from './reply-values.ts';

/** The rendered fields of `destinationFields` and `transferMessageFields`. */
interface DestinationConfig {
  readonly number?: unknown;
  readonly extension?: unknown;
  readonly checksNumber: boolean;
  readonly sipUri?: unknown;
  readonly sipHeaders: readonly NameValue[];
  readonly callerId?: unknown;
  readonly planMode: string;
  readonly planMessage?: unknown;
  readonly planTwiml?: unknown;
  readonly planMore?: unknown;
  readonly saysMessage: boolean;
  readonly message: unknown;
}

/** A transfer to a phone number, as Vapi's `TransferDestinationNumber`. */
export const numberDestination = (config: DestinationConfig): Json =>
  present({
    type: 'number',
    number: neededText(config.number, 'phone number'),
    extension: optionalText(config.extension),
    callerId: optionalText(config.callerId),
    message: spokenBefore(config),
    numberE164CheckEnabled: config.checksNumber ? undefined : false,
    transferPlan: planOf(config),
  });

/** A transfer to a SIP address, as Vapi's `TransferDestinationSip`. */
export const sipDestination = (config: DestinationConfig): Json => {
  const headers = textPairs(config.sipHeaders);
  return present({
    type: 'sip',
    sipUri: neededText(config.sipUri, 'SIP address'),
    sipHeaders: headers.length === 0 ? undefined : Object.fromEntries(headers),
    callerId: optionalText(config.callerId),
    message: spokenBefore(config),
    transferPlan: planOf(config),
  });
};

/** What the caller hears before the transfer: '' is silence, nothing leaves it to Vapi. */
export const spokenBefore = ({ saysMessage, message }: DestinationConfig): string | undefined =>
  saysMessage ? toText(message) : undefined;

const planOf = (config: DestinationConfig): Json | undefined => {
  const { planMode: mode } = config;
  if (mode === 'none') return undefined;
  return present({
    mode,
    message: mode.endsWith('say-message') ? optionalText(config.planMessage) : undefined,
    twiml: mode.endsWith('twiml') ? optionalText(config.planTwiml) : undefined,
    ...optionalObject(config.planMore, 'transfer plan'),
  });
};
