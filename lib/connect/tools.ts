import { differences } from './differences.ts';
import { type Json, objectOf, textOf, textsOf } from './json.ts';
import { planTool } from './plan.ts';
import { nameOf, type Resource, serverOf } from './resource.ts';
import type { Subject } from './subject.ts';

/** The tool of a Tool call trigger, as it stands in Vapi. */
export interface PushedTool {
  readonly name: string;
  /** Null where Vapi has no tool of this name. */
  readonly id: string | null;
  /** The fields in which Vapi's tool differs from the trigger. */
  readonly differs: readonly string[];
  readonly usedBy: readonly { readonly id: string; readonly name: string }[];
}

/** A function tool of Vapi's without a trigger here. */
export interface FoundTool {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export interface ToolView {
  readonly own: readonly PushedTool[];
  readonly others: readonly FoundTool[];
  readonly assistants: readonly { readonly id: string; readonly name: string }[];
}

/** How Vapi's tools and the triggers of a workflow stand to each other. */
export const viewTools = (
  subject: Subject,
  tools: readonly Resource[],
  assistants: readonly Resource[],
): ToolView => {
  const own = subject.needs.tools.map((trigger) => {
    const existing = findTool(tools, trigger.name, subject.serverUrl);
    const { before, after } = planTool(trigger, subject, existing);
    return {
      name: trigger.name,
      id: existing?.id ?? null,
      differs: existing === undefined ? [] : differences(before, after).map(({ path }) => path),
      usedBy: assistants.filter((one) => usesTool(one, existing?.id)).map(named),
    };
  });
  const names = new Set(own.map(({ name }) => name));
  const others = functionTools(tools)
    .filter(({ name }) => !names.has(name))
    .map(({ id, name, description }) => ({ id, name, description }));
  return { own, others, assistants: assistants.map(named) };
};

/** The function tool of a name; of several the one that already points here. */
export const findTool = (
  tools: readonly Resource[],
  name: string,
  serverUrl: string,
): Resource | undefined => {
  const same = tools.filter((tool) => tool.type === 'function' && functionOf(tool).name === name);
  return same.find((tool) => serverOf('tool', tool).url === serverUrl) ?? same[0];
};

/** What a trigger can be made of. */
export interface FunctionTool extends FoundTool {
  readonly parameters: Json | undefined;
}

/** Those with a name that a Tool call trigger takes. */
export const functionTools = (tools: readonly Resource[]): readonly FunctionTool[] =>
  tools
    .filter(({ type }) => type === 'function')
    .flatMap((tool) => {
      const { name, description, parameters } = functionOf(tool);
      if (typeof name !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(name)) return [];
      const schema = objectOf(parameters);
      return [
        {
          id: tool.id,
          name,
          description: (textOf(description) ?? '').slice(0, 2000),
          parameters: schema.type === 'object' ? schema : undefined,
        },
      ];
    });

const functionOf = (tool: Resource): Json => objectOf(tool.function);

const usesTool = (assistant: Resource, toolId: string | undefined): boolean =>
  toolId !== undefined && (textsOf(objectOf(assistant.model).toolIds) ?? []).includes(toolId);

const named = (assistant: Resource) => ({ id: assistant.id, name: nameOf('assistant', assistant) });
