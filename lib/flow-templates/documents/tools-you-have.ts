import { emptyGraph } from '#lib/graph/schema.ts';
import { noteAbove, step, wires } from '../draw.ts';
import type { TemplateDocument } from '../flow-template.ts';
import { toolAnswer, toolEvent } from '../sample-events.ts';

export const document: TemplateDocument = {
  graph: {
    ...emptyGraph(),
    nodes: [
      step('any_tool', 'trigger_any_tool', 'Any other tool', [0, 0], {
        fallbackMessage: 'That does not work right now. Apologise and offer to call back.',
        timeoutSeconds: 20,
      }),
      step(
        'ask_server',
        'http_request',
        'Ask your server',
        [1, 0],
        {
          method: 'POST',
          url: '{{ secrets.TOOLS_URL }}/{{ tool.name | url_encode }}',
          headers: [{ name: 'Idempotency-Key', value: '{{ tool.id }}' }],
          auth: 'bearer',
          authSecret: 'TOOLS_KEY',
          bodyType: 'json',
          jsonBody: '{{ tool.arguments }}',
          timeoutMs: 15000,
        },
        { onError: 'handle' },
      ),
      step('pass_on', 'reply_tool', 'Pass on its answer', [2, 0], {
        outcome: 'result',
        result: '{{ steps.ask_server.output.body }}',
      }),
      step('say_failed', 'reply_tool', 'Say that it failed', [2, 1], {
        outcome: 'error',
        error: 'The tool {{ tool.name }} failed. Apologise and offer to call back.',
      }),
    ],
    edges: wires('any_tool > ask_server > pass_on', 'ask_server:error > say_failed'),
    notes: [
      noteAbove(
        'every_tool',
        [0, 0],
        'Takes each tool that has no flow of its own here. Add *Tool call* triggers one by one when you move a tool.',
      ),
      noteAbove(
        'your_server',
        [1, 0],
        '# Your server\n\nIt gets a POST with the arguments at `/name-of-the-tool` and answers with JSON or text. It needs no envelope of Vapi.',
        2,
      ),
    ],
  },
  sample: {
    events: [toolEvent('rate_call', { stars: 5 })],
    answer: toolAnswer('rate_call', '{"thanks":true}'),
    outcome: 'Tools that run on a server of yours work behind one address, with a log of every call.',
  },
};
