import { type FlowTemplate, jobs, type TemplateJob } from '#lib/flow-templates/flow-template.ts';

/** The templates that have every word of a search in their texts, event types, tools or secrets; of one job where given. */
export const searchTemplates = (
  templates: readonly FlowTemplate[],
  search: string,
  job?: TemplateJob,
): readonly FlowTemplate[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return templates.filter((template) => {
    if (job !== undefined && template.job !== job) return false;
    const text = textOf(template);
    return words.every((word) => text.includes(word));
  });
};

const textOf = ({ title, description, workflowName, answersTo, needs, job }: FlowTemplate): string =>
  [
    title,
    description,
    workflowName,
    jobs[job],
    ...answersTo,
    ...needs.flatMap((need) => [need.label, need.kind === 'secret' ? need.name : '']),
  ]
    .join('\n')
    .toLowerCase();

/** What a template wants to know before it works: `2 secrets, 1 setting`; `nothing`. */
export const needsText = ({ needs }: FlowTemplate): string => {
  const secrets = needs.filter(({ kind }) => kind === 'secret').length;
  const parts = [count(secrets, 'secret'), count(needs.length - secrets, 'setting')].filter(Boolean);
  return parts.length === 0 ? 'nothing' : parts.join(', ');
};

const count = (number: number, word: string): string =>
  number === 0 ? '' : `${number} ${word}${number === 1 ? '' : 's'}`;
