import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import { eventInfo } from '#lib/vapi/events.ts';
import { formFields } from './form/form-fields.ts';

export const TOOL_CALLS = 'tool-calls';

/** The trigger node that starts on a type of event: its type, its name, and the config that chooses the event. */
export const triggerFor = (
  eventType: string,
  specs: NodeSpecs,
): { type: string; name?: string; config?: Record<string, unknown> } | undefined => {
  for (const spec of Object.values(specs)) {
    if (spec.trigger === undefined) continue;
    const choice = formFields(spec.config).find((field) => field.control === 'event-type');
    if (eventType === TOOL_CALLS && choice === undefined) return { type: spec.type };
    if (eventType !== TOOL_CALLS && choice !== undefined) {
      return { type: spec.type, name: eventInfo(eventType).label, config: { [choice.key]: eventType } };
    }
  }
  return undefined;
};
