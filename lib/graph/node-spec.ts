import type { z } from 'zod';
import type { JsonReplyKind } from '#lib/vapi/reply.ts';

/** One place an edge can be attached to. */
export interface Handle {
  readonly id: string;
  /** Shown beside the handle where a node has more than one. */
  readonly label?: string;
}

/** Something to mend, said so that the reader knows what, where and how. */
export interface GraphIssue {
  readonly severity: 'error' | 'warning';
  /** Stable, e.g. `graph.cycle`; the table is in docs/graph-document.md. */
  readonly code: string;
  /** A sentence that names the node and says what to do. */
  readonly message: string;
  readonly nodeId?: string;
  readonly edgeId?: string;
  /**
   * Path inside `config`, for the form to mark the field: `['url']`, `['cases', 0, 'value']`. In the issues of
   * `parseGraph` (codes `document.*`) the path inside the document: `['nodes', 2, 'retry', 'times']`.
   */
  readonly path?: readonly (string | number)[];
  /** The 1-based place in the text at `path`, where it is known. */
  readonly line?: number;
  readonly column?: number;
}

export type NodeCategory = 'trigger' | 'logic' | 'data' | 'action' | 'reply';

/** What a trigger waits for. */
export type TriggerMatch =
  | { readonly kind: 'event'; readonly eventType: string }
  | { readonly kind: 'tool'; readonly toolName: string }
  /** Calls of tools that no other trigger of the workflow names. */
  | { readonly kind: 'any-tool' };

/**
 * What a Reply node produces. `any` fits every trigger that wants JSON and is not a tool call; the others
 * fit the trigger of that event, `tool-call` fits the triggers of tool calls only.
 */
export type ReplyKind = JsonReplyKind | 'voice-request' | 'tool-call' | 'any';

/** A config, what it is given, and what comes of it. The call is Ada's, from +14155552671. */
export interface NodeExample {
  readonly config: Readonly<Record<string, unknown>>;
  readonly given: {
    readonly event?: Readonly<Record<string, unknown>>;
    /** The arguments of the tool call. */
    readonly tool?: Readonly<Record<string, unknown>>;
    /** The outputs of steps before, by id. */
    readonly steps?: Readonly<Record<string, unknown>>;
    /** What comes in by the connections, by the id of the step before. */
    readonly inputs?: Readonly<Record<string, unknown>>;
    /** What the other side answers, as JSON. */
    readonly answer?: unknown;
    /** The other side answers with audio. */
    readonly audio?: boolean;
  };
  /** Exactly what matters of these. */
  readonly output?: unknown;
  readonly handle?: string;
  /** The body that Vapi gets; of a tool call, its entry. */
  readonly reply?: unknown;
  /** The message of the error with which it stops. */
  readonly error?: string;
}

/**
 * What the browser and the graph layer know of a node type: everything but how it runs. The palette, the form,
 * the card, the checks before publishing and the docs all read this.
 */
export interface NodeSpec<Config extends z.ZodObject = z.ZodObject> {
  readonly type: string;
  readonly label: string;
  /** One line for the palette. */
  readonly description: string;
  /** Markdown: what it does, when to use it, an example. Shown in the panel and in docs. */
  readonly help: string;
  /** One config at work; the panel and the docs show it, and `node-examples.test.ts` runs it. */
  readonly example: NodeExample;
  /** A lucide icon name in kebab-case, e.g. `git-branch`. */
  readonly icon: string;
  readonly category: NodeCategory;
  /** A heading of its own in the palette, after its category's. */
  readonly group?: string;
  /** Field `.meta()` carries form hints, see `FieldMeta`. */
  readonly config: Config;
  /** The config of a freshly dropped node; may be incomplete. */
  readonly initial: Record<string, unknown>;
  /** Top-level config keys whose strings are never templates (code, JSON Schema, names). */
  readonly verbatim?: readonly string[];
  /** Triggers have no input. */
  readonly hasInput: boolean;
  /** Named outputs for this config (which may be incomplete); exactly one is taken per run unless `loop`. */
  readonly outputs: (config: Record<string, unknown>) => readonly Handle[];
  /** Can fail in a way worth an error handle and retries. */
  readonly canFail: boolean;
  /** It changes something in another system, so that it is asked before it is done once more. Absent: it does not. */
  readonly actsOutside?: (config: Record<string, unknown>) => boolean;
  /** The line on the card under the name; '' shows nothing. */
  readonly summary: (config: Record<string, unknown>) => string;
  /** Present on triggers. `undefined` while the config is incomplete. */
  readonly trigger?: (config: Record<string, unknown>) => TriggerMatch | undefined;
  /** Of the trigger of a tool: the arguments that a call has; `undefined` where there may be any. */
  readonly argumentNames?: (config: Record<string, unknown>) => readonly string[] | undefined;
  /** Present on Reply nodes. */
  readonly reply?: ReplyKind;
  /** A For each: the steps behind its output `item` are its body, run once per item; `done` follows once. */
  readonly loop?: { readonly body: string; readonly done: string };
  /** Checks that zod cannot say, on a config that parsed. */
  readonly check?: (config: z.infer<Config>) => readonly { path: (string | number)[]; message: string }[];
}

/** How the form shows a field. Read from zod's `.meta({...})`. */
export interface FieldMeta {
  label?: string;
  /** One or two sentences under the field. */
  help?: string;
  placeholder?: string;
  /**
   * `template` one line with `{{ }}` · `template-area` many lines · `text` plain, never a template · `number` ·
   * `switch` · `select` (options from the enum, labels from `options`) · `code` · `json` template text that must
   * give JSON · `json-schema` the parameters of a tool · `key-values` rows of name and value · `conditions` rows
   * of field, operator, value · `cases` rows of a Switch · `event-type` · `secret` a secret's name · `duration` ms
   */
  control?:
    | 'template'
    | 'template-area'
    | 'text'
    | 'number'
    | 'switch'
    | 'select'
    | 'code'
    | 'json'
    | 'json-schema'
    | 'key-values'
    | 'conditions'
    | 'cases'
    | 'event-type'
    | 'secret'
    | 'duration';
  options?: Record<string, string>;
  /** Show only while other fields of the same object have one of these values. */
  showWhen?: Record<string, readonly unknown[]>;
  /** Folded away under "More options". */
  advanced?: boolean;
  unit?: string;
}

declare module 'zod' {
  interface GlobalMeta extends FieldMeta {}
}
