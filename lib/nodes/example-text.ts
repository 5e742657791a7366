import type { NodeExample } from '#lib/graph/node-spec.ts';

/** An example as Markdown: what is set, what it is given, what comes of it. For the panel and for docs/nodes.md. */
export const exampleText = ({ config, given, ...result }: NodeExample): string =>
  [
    Object.keys(config).length === 0 ? 'With nothing set' : `With these settings:\n\n${json(config)}`,
    ...givenParts(given),
    ...resultParts(result),
  ].join('\n\n');

const givenParts = ({ event, tool, steps, inputs, answer, audio }: NodeExample['given']): string[] => [
  ...named('event', event),
  ...named('tool.arguments', tool),
  ...Object.entries(steps ?? {}).flatMap(([id, output]) => named(`steps.${id}.output`, output)),
  ...(inputs === undefined ? [] : [`What comes in, by the step it comes from:\n\n${json(inputs)}`]),
  ...(answer === undefined ? [] : [`The other side answers:\n\n${json(answer)}`]),
  ...(audio === true ? ['The other side answers with audio.'] : []),
];

const named = (name: string, value: unknown): string[] =>
  value === undefined ? [] : [`and \`${name}\` being\n\n${json(value)}`];

const resultParts = ({ output, handle, reply, error }: Omit<NodeExample, 'config' | 'given'>): string[] => [
  ...(output === undefined ? [] : [`the output is\n\n${json(output)}`]),
  ...(handle === undefined ? [] : [`the flow goes on by \`${handle}\`.`]),
  ...(reply === undefined
    ? []
    : [reply === 'audio' ? 'Vapi gets the audio.' : `Vapi gets\n\n${json(reply)}`]),
  ...(error === undefined ? [] : [`the flow stops with the error: “${error}”`]),
];

const MAX_LINE = 100;

/** On one line where it is short; code and other long texts keep their lines. */
const json = (value: unknown): string => {
  const flat = JSON.stringify(value);
  const spaced = JSON.stringify(value, null, 2);
  return `\`\`\`json\n${flat.length <= MAX_LINE ? flat : spaced}\n\`\`\``;
};
