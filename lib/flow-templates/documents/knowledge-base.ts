import { emptyGraph } from '#lib/graph/schema.ts';
import { noteAbove, step, wires } from '../draw.ts';
import type { TemplateDocument } from '../flow-template.ts';
import { callEvent } from '../sample-events.ts';

export const document: TemplateDocument = {
  graph: {
    ...emptyGraph(),
    nodes: [
      step('question', 'trigger_event', 'Knowledge base query', [0, 0], {
        eventType: 'knowledge-base-request',
        knowledgeFallback: 'message',
        knowledgeFallbackMessage: 'I cannot look that up right now. Can I help with anything else?',
      }),
      step(
        'search',
        'http_request',
        'Search the documents',
        [1, 0],
        {
          method: 'POST',
          url: '{{ secrets.SEARCH_URL }}',
          auth: 'bearer',
          authSecret: 'SEARCH_KEY',
          bodyType: 'json',
          jsonBody:
            '{\n  "query": {{ event.messages | where: "role", "user" | map: "content" | last }},\n  "limit": 4\n}',
          timeoutMs: 5000,
        },
        { onError: 'handle', retry: { times: 1, delayMs: 200, backoff: 'fixed' } },
      ),
      step('documents', 'reply_knowledge', 'Give the documents', [2, 0], {
        source: 'list',
        list: '{{ steps.search.output.body.hits }}',
        contentField: 'text',
        similarityField: 'score',
        idField: 'id',
      }),
      step('not_now', 'reply_knowledge', 'Say that it takes longer', [2, 1], {
        source: 'message',
        message: 'I cannot look that up right now. Can I help with anything else?',
      }),
    ],
    edges: wires('question > search > documents', 'search:error > not_now'),
    notes: [
      noteAbove(
        'the_setting',
        [0, 0],
        'In Vapi, give the assistant’s model a **custom knowledge base** with this server URL.',
      ),
      noteAbove(
        'your_search',
        [1, 0],
        '# Your search\n\nIt gets the last question and answers `{ "hits": [{ "text", "score", "id" }] }`. Other names go into *Give the documents*: `metadata.text` is a field within a field.',
        2,
      ),
    ],
  },
  sample: {
    events: [
      callEvent('knowledge-base-request', {
        messages: [
          { role: 'assistant', content: 'How can I help?' },
          { role: 'user', content: 'How long do I have to return items?' },
        ],
      }),
    ],
    answer: {
      documents: [{ content: 'Items can be returned within 30 days.', similarity: 0.92, uuid: 'returns' }],
    },
    outcome: 'The model answers from your documents instead of guessing.',
  },
};
