import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, nameValueRows } from '../fields.ts';

const sources = {
  list: 'Documents from a list',
  rows: 'Documents written here',
  message: 'A message that is spoken',
} as const;

const path = (fallback: string) => z.string().max(200).default(fallback);

export const replyKnowledge = defineNode({
  type: 'reply_knowledge',
  label: 'Reply: knowledge',
  description: 'Gives the model documents, or the words to say.',
  help: `Answers the event *Knowledge base query* (\`knowledge-base-request\`). The talk so far is in \`event.messages\`.

*Documents* are read by the model, which then answers in its own words. From a list, each item becomes one document: say in which of its fields the text, the similarity and the id stand, \`metadata.id\` for a field within a field. An item that is a text is the document itself. An empty list leaves the model to itself.

A *message* is spoken word for word; the model is not asked.

**Example.** List \`{{ steps.search.output.body.hits }}\`, text in \`document.text\`, similarity in \`score\`, id in \`document.id\`.`,
  example: {
    config: {
      source: 'list',
      list: '{{ steps.search.output.body.hits }}',
      contentField: 'document.text',
      similarityField: 'score',
    },
    given: {
      steps: { search: { body: { hits: [{ document: { text: 'Open until 22:00.' }, score: 0.9 }] } } },
    },
    reply: { documents: [{ content: 'Open until 22:00.', similarity: 0.9 }] },
  },
  icon: 'book-open-text',
  category: 'reply',
  config: z.object({
    source: z
      .enum(['list', 'rows', 'message'])
      .default('list')
      .meta({ label: 'Answer with', control: 'select', options: sources }),
    list: z
      .string()
      .max(20_000)
      .optional()
      .meta({
        label: 'List',
        help: 'Exactly one {{ expression }} that gives a list.',
        control: 'template',
        placeholder: '{{ steps.search.output.body.hits }}',
        showWhen: { source: ['list'] },
      }),
    contentField: path('content').meta({
      label: 'Text is in',
      control: 'text',
      placeholder: 'content',
      showWhen: { source: ['list'] },
    }),
    similarityField: path('similarity').meta({
      label: 'Similarity is in',
      help: 'A number; 1 is the best fit.',
      control: 'text',
      placeholder: 'similarity',
      showWhen: { source: ['list'] },
    }),
    idField: path('uuid').meta({
      label: 'Id is in',
      control: 'text',
      placeholder: 'uuid',
      showWhen: { source: ['list'] },
    }),
    rows: nameValueRows().meta({
      label: 'Documents',
      help: 'The name is the id of the document, the value its text.',
      control: 'key-values',
      showWhen: { source: ['rows'] },
    }),
    similarity: z
      .number({ error: 'Enter a number, usually 0 to 1.' })
      .default(1)
      .meta({
        label: 'Similarity',
        help: 'Of documents that say none.',
        control: 'number',
        advanced: true,
        showWhen: { source: ['list', 'rows'] },
      }),
    message: z
      .string()
      .max(2000)
      .optional()
      .meta({
        label: 'Message',
        help: 'Spoken word for word, at most 1,000 characters once filled in.',
        control: 'template-area',
        placeholder: 'You have 30 days to return items.',
        showWhen: { source: ['message'] },
      }),
    messageForm: z
      .enum(['custom-message', 'role'])
      .default('custom-message')
      .meta({
        label: 'Written as',
        help: 'Vapi’s API and its guide write it differently.',
        control: 'select',
        options: {
          'custom-message': 'type and content (API reference)',
          role: 'role and content (guide)',
        },
        advanced: true,
        showWhen: { source: ['message'] },
      }),
  }),
  initial: { source: 'list', list: '', rows: [] },
  verbatim: ['contentField', 'similarityField', 'idField'],
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: false,
  summary: ({ source, list, message, rows }) => {
    if (source === 'message') return cardText(message);
    if (source === 'rows') return `Documents written here: ${Array.isArray(rows) ? rows.length : 0}`;
    return cardText(list);
  },
  reply: 'knowledge-base-request',
  check: ({ source, list, rows, message }) => {
    if (source === 'list' && cardText(list) === '') {
      return [{ path: ['list'], message: 'Enter the list of documents.' }];
    }
    if (source === 'rows' && rows.length === 0) {
      return [{ path: ['rows'], message: 'Add a document.' }];
    }
    return source === 'message' && cardText(message) === ''
      ? [{ path: ['message'], message: 'Enter the message that is spoken.' }]
      : [];
  },
});
