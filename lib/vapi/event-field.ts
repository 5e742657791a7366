/** One field of a server message: what it holds, for completion, types and docs. */
export interface EventField {
  readonly type: 'text' | 'number' | 'boolean' | 'anything' | 'object' | 'list';
  /** A phrase or a sentence; '' where the name says it all. */
  readonly description: string;
  /** Vapi always sends it. */
  readonly isRequired: boolean;
  /** All texts that it can be. */
  readonly values?: readonly string[];
  /** Of an object. There may always be more than these: Vapi adds fields. */
  readonly fields?: EventFields;
  /** Of a list: what each entry is. */
  readonly entry?: EventField;
  /** Of an object whose names the user chooses, such as variables. */
  readonly isFree?: boolean;
}

export type EventFields = Readonly<Record<string, EventField>>;

const plain =
  (type: EventField['type']) =>
  (description = ''): EventField => ({ type, description, isRequired: false });

export const number = plain('number');
export const flag = plain('boolean');
export const anything = plain('anything');

export const text = (description = '', values?: readonly string[]): EventField => ({
  type: 'text',
  description,
  isRequired: false,
  ...(values === undefined ? {} : { values }),
});

export const object = (description: string, fields: EventFields): EventField => ({
  type: 'object',
  description,
  isRequired: false,
  fields,
});

/** An object whose names somebody else chooses. */
export const free = (description: string): EventField => ({
  type: 'object',
  description,
  isRequired: false,
  isFree: true,
});

export const list = (description: string, entry: EventField): EventField => ({
  type: 'list',
  description,
  isRequired: false,
  entry,
});

/** The same field, as one that is always there. */
export const always = (field: EventField): EventField => ({ ...field, isRequired: true });
