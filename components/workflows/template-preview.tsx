'use client';

import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState, useTransition } from 'react';
import { setSecret } from '#app/actions/secrets.ts';
import { FormAlert } from '#components/auth/form-alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { fillTemplate } from '#lib/flow-templates/fill-template.ts';
import {
  type FlowTemplate,
  jobs,
  type TemplateDocument,
  type TemplateSample,
} from '#lib/flow-templates/flow-template.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { TemplateCanvas } from './template-canvas.tsx';
import { TemplateFields } from './template-fields.tsx';
import { missingNeeds, tidyValues, valueErrors } from './template-values.ts';

const NO_ANSWER = 'The server did not answer. Try again.';

/** What became of the filled-in template: nothing to say, or why it was not taken. */
export type UseTemplate = (
  graph: GraphDocument,
  made: { readonly name: string; readonly missing: number },
) => Promise<string | undefined>;

interface TemplatePreviewProps {
  readonly template: FlowTemplate;
  readonly document: TemplateDocument;
  readonly secretNames: readonly string[];
  /** The name of the new workflow; absent where the flow goes into one that has its name. */
  readonly name?: string | undefined;
  readonly onUse: UseTemplate;
}

/** A template before it is used: the flow to look at, what it does with its sample, and a field for all that it needs. */
export function TemplatePreview({
  template,
  document,
  secretNames,
  name: given,
  onUse,
}: TemplatePreviewProps) {
  const { needs } = template;
  const [name, setName] = useState(given ?? '');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<string>();
  const [isPending, startTransition] = useTransition();
  const missing = missingNeeds(needs, values, secretNames);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = valueErrors(needs, values);
    setErrors(wrong);
    setProblem(undefined);
    if (Object.keys(wrong).length > 0) return;
    startTransition(async () => {
      const tidy = tidyValues(needs, values);
      const refused = await storeSecrets(template, tidy, secretNames);
      if (refused !== undefined) {
        setErrors(refused);
        return;
      }
      const graph = fillTemplate(document.graph, needs, tidy, missing);
      setProblem(await onUse(graph, { name: name.trim() || template.workflowName, missing: missing.length }));
    });
  };

  return (
    <div className="grid min-h-0 gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 content-start gap-4">
        <div className="h-80 overflow-hidden rounded-lg border sm:h-[26rem] lg:h-[30rem]">
          <TemplateCanvas graph={document.graph} label={template.title} />
        </div>
        <SampleView sample={document.sample} />
      </div>
      <form
        onSubmit={submit}
        className="grid content-start gap-4 rounded-lg border bg-surface p-4"
        noValidate
      >
        <p className="text-muted-foreground text-sm text-pretty">
          <span className="font-medium text-foreground">{jobs[template.job]}.</span> {document.sample.outcome}
        </p>
        {problem === undefined ? null : <FormAlert>{problem}</FormAlert>}
        {given === undefined ? null : (
          <Field label="Name of the workflow">
            {(control) => (
              <Input
                {...control}
                value={name}
                maxLength={120}
                placeholder={template.workflowName}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        )}
        <section className="grid gap-3" aria-labelledby="needs-title">
          <h2 id="needs-title" className="font-semibold text-sm">
            What it needs
          </h2>
          {needs.length === 0 ? (
            <p className="text-muted-foreground text-sm">Nothing. It works as it is.</p>
          ) : (
            <TemplateFields
              needs={needs}
              secretNames={secretNames}
              values={values}
              errors={errors}
              onChange={(key, value) => {
                setValues({ ...values, [key]: value });
                const { [key]: _mended, ...rest } = errors;
                setErrors(rest);
              }}
            />
          )}
        </section>
        <div className="grid gap-2">
          <Button type="submit" variant="primary" size="lg" pending={isPending}>
            Use this template
          </Button>
          {missing.length === 0 ? null : (
            <p className="flex items-start gap-1.5 text-muted-foreground text-xs text-pretty">
              <CircleAlert className="mt-0.5 size-3 shrink-0" aria-hidden="true" />
              <span>
                Can be left out for now: {missing.map(({ label }) => label).join(', ')}. A note on the canvas
                will say what is missing and where it goes.
              </span>
            </p>
          )}
        </div>
      </form>
    </div>
  );
}

/** Stores the secrets that were given and are not there yet; gives why one was refused, by its name. */
const storeSecrets = async (
  { needs }: FlowTemplate,
  values: Readonly<Record<string, string>>,
  secretNames: readonly string[],
): Promise<Readonly<Record<string, string>> | undefined> => {
  for (const need of needs) {
    if (need.kind !== 'secret' || secretNames.includes(need.name)) continue;
    const value = values[need.name] ?? '';
    if (value === '') continue;
    const done = await setSecret(need.name, value).catch(() => undefined);
    if (!done?.ok) return { [need.name]: done?.issues[0]?.message ?? done?.message ?? NO_ANSWER };
  }
  return undefined;
};

function SampleView({ sample }: { sample: TemplateSample }) {
  return (
    <details className="group rounded-lg border bg-surface">
      <summary className="cursor-pointer rounded-lg px-4 py-2.5 font-medium text-sm">
        A sample: what Vapi sends and gets
      </summary>
      <div className="grid gap-3 border-t p-4">
        {sample.events.map((event, index) => (
          <CodeBlock
            // biome-ignore lint/suspicious/noArrayIndexKey: the sample does not change
            key={index}
            label={sample.events.length === 1 ? 'Vapi sends' : `Vapi sends (${index + 1})`}
            text={JSON.stringify({ message: event }, null, 2)}
          />
        ))}
        <CodeBlock label="Patchbay answers" text={JSON.stringify(sample.answer ?? {}, null, 2)} />
      </div>
    </details>
  );
}
