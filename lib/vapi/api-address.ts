const ADDRESSES = {
  us: 'https://api.vapi.ai',
  eu: 'https://api.eu.vapi.ai', // VapiAI/gitops, src/setup.ts
} as const;

/** Which of Vapi's APIs an organisation belongs to. */
export type VapiRegion = keyof typeof ADDRESSES;

/** Whether `text` names a region. */
export const isVapiRegion = (text: string): text is VapiRegion => Object.hasOwn(ADDRESSES, text);

/** The base address of Vapi's API in a region, without a slash at its end. */
export const vapiApiAddress = (region: VapiRegion): string => ADDRESSES[region];
