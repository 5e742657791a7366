import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, requiredText } from '../fields.ts';
import { httpRequest } from '../http-request/definition.ts';

const { method, query, headers, auth, authUser, authHeader, authSecret } = httpRequest.config.shape;
const { bodyType, jsonBody, formBody, textBody, contentType } = httpRequest.config.shape;

export const replyVoice = defineNode({
  type: 'reply_voice',
  label: 'Reply: voice',
  description: 'Speaks with audio that an HTTP request gives.',
  help: `Answers the event *Custom voice* (\`voice-request\`): asks a speech service for the text in \`event.text\` and passes its audio on to Vapi as it arrives, so that the assistant begins to speak before the service has finished.

Vapi wants one channel of 16-bit PCM at \`event.sampleRate\`. Ask the service for exactly that; a WAV header in front is taken off. Any other answer (MP3, JSON, another sample rate) fails this step with a message that names it, and so does an answer that breaks off before its first byte: the trigger's fallback, silence, goes out. One that breaks off later ends the audio there.

The run keeps how many bytes went out and how long they sound, never the audio.

**Example.** POST to \`https://api.elevenlabs.io/v1/text-to-speech/<voice>/stream\`, query parameter \`output_format\` = \`pcm_{{ event.sampleRate }}\`, header \`xi-api-key\` from a secret, JSON body

\`\`\`json
{ "text": {{ event.text }}, "model_id": "eleven_flash_v2_5" }
\`\`\``,
  example: {
    config: {
      method: 'POST',
      url: 'https://speech.example/tts',
      bodyType: 'json',
      jsonBody: '{ "text": {{ event.text }}, "sampleRate": {{ event.sampleRate }} }',
    },
    given: { event: { text: 'Hello', sampleRate: 16_000 }, audio: true },
    reply: 'audio',
  },
  icon: 'audio-lines',
  category: 'reply',
  config: z.object({
    method,
    url: requiredText('Enter the URL of the speech service.').max(20_000).meta({
      label: 'URL',
      help: 'Values inside it want | url_encode.',
      control: 'template',
      placeholder: 'https://tts.example.com/speak',
    }),
    query,
    headers,
    auth,
    authUser,
    authHeader,
    authSecret,
    bodyType,
    jsonBody,
    formBody,
    textBody,
    contentType,
    sampleRate: z.string().max(500).default('{{ event.sampleRate }}').meta({
      label: 'Sample rate',
      help: 'Of the audio that the service gives, in Hz. It must be what Vapi asks for.',
      control: 'template',
      advanced: true,
    }),
    timeoutMs: z
      .number({ error: 'Enter a time in milliseconds.' })
      .int()
      .min(100)
      .max(300_000)
      .default(60_000)
      .meta({
        label: 'Time limit',
        help: 'To the end of the audio.',
        control: 'duration',
        unit: 'ms',
        advanced: true,
      }),
    maxMb: z
      .number({ error: 'Enter a number of megabytes.' })
      .min(0.001)
      .max(100, 'At most 100 MB.')
      .default(20)
      .meta({
        label: 'Largest audio',
        help: '20 MB are about 7 minutes at 24,000 Hz.',
        control: 'number',
        unit: 'MB',
        advanced: true,
      }),
  }),
  initial: {
    method: 'POST',
    url: '',
    query: [],
    headers: [],
    auth: 'none',
    bodyType: 'json',
    jsonBody: '{ "text": {{ event.text }}, "sampleRate": {{ event.sampleRate }} }',
  },
  verbatim: ['authHeader', 'authSecret', 'contentType'],
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: true,
  summary: (config) =>
    cardText(config.url) === '' ? '' : `${cardText(config.method)} ${cardText(config.url)}`.trim(),
  reply: 'voice-request',
  check: (config) =>
    (httpRequest.check?.(config) ?? []).filter(({ path: [key] }) => key !== undefined && key in config),
});
