import { toText } from '#lib/template/text.ts';
import { defineReply } from '../define-reply.ts';
import { kindOf } from '../kind-of.ts';
import { asNumber, isJsonObject, type Json, neededText, present } from '../reply-values.ts';
import { StepError } from '../step-error.ts';
import { replyKnowledge } from './definition.ts';

interface Fields {
  readonly contentField: string;
  readonly similarityField: string;
  readonly idField: string;
  readonly similarity: number;
}

/** Gives the model documents, or the words to say. */
export const knowledgeReply = defineReply(replyKnowledge, (config) => {
  const reply = (body: Json) => ({ kind: 'knowledge-base-request', body }) as const;
  switch (config.source) {
    case 'list':
      return reply({ documents: documentsOf(config.list, config) });
    case 'rows':
      return reply({
        documents: config.rows.map(({ name, value }) => ({
          content: toText(value),
          similarity: config.similarity,
          uuid: toText(name),
        })),
      });
    case 'message': {
      const content = neededText(config.message, 'message');
      return reply({
        message:
          config.messageForm === 'role'
            ? { role: 'assistant', content }
            : { type: 'custom-message', content },
      });
    }
    default:
      return config.source satisfies never;
  }
});

/** A list that is not known yet, in a preview, stays what it is. */
const documentsOf = (list: unknown, fields: Fields): unknown => {
  if (list === null || list === undefined) return [];
  if (typeof list === 'string' && list.includes('{{')) return list;
  if (Array.isArray(list)) return list.map((item: unknown) => documentOf(item, fields));
  throw new StepError('reply.not-a-list', `The documents must be a list, but they are ${kindOf(list)}.`);
};

const documentOf = (item: unknown, fields: Fields): unknown => {
  if (typeof item === 'string') return { content: item, similarity: fields.similarity };
  const id = valueAt(item, fields.idField);
  return present({
    content: valueAt(item, fields.contentField),
    similarity: asNumber(valueAt(item, fields.similarityField) ?? fields.similarity),
    uuid: id === undefined || id === null ? undefined : toText(id),
  });
};

/** The value at `metadata.id` within `item`; undefined where there is none. */
const valueAt = (item: unknown, path: string): unknown =>
  path
    .trim()
    .split('.')
    .reduce<unknown>(
      (value, key) => (isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
      item,
    );
