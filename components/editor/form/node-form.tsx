'use client';

import { ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import type { NodeSpec } from '#lib/graph/node-spec.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { isVisible } from '#lib/nodes/field-meta.ts';
import type { ConfigPath } from '../document/edits.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { lastOutputOf } from '../testing/last-output.ts';
import type { TestingState } from '../testing/testing.ts';
import { useTesting } from '../testing/use-testing.ts';
import { type FormField, formFields } from './form-fields.ts';
import { FormRow } from './form-row.tsx';
import { messageAtField } from './message-at-field.ts';
import { type FieldIssue, type NodeForm as Form, NodeFormContext } from './node-form-context.ts';
import { scopeNames } from './scope-names.ts';
import { createTemplateGuide, type TemplateGuide } from './template-guide.ts';

interface NodeFormProps {
  readonly nodeId: string;
  readonly name: string;
  readonly spec: NodeSpec;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A guide with what it was made for. */
interface MadeGuide extends Pick<TestingState, 'results' | 'stale' | 'pins'> {
  readonly document: GraphDocument;
  readonly made: TemplateGuide;
}

/** The form of a node's config, made from its schema. What no field shows stays in the config as it is. */
export function NodeForm({ nodeId, name, spec, config }: NodeFormProps) {
  const { store, commands, specs, secretNames } = useEditor();
  const testing = useTesting();
  const issues = useEditorState((state) => state.issues);
  const isStrict = useEditorState((state) => state.isStrict);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());

  const form = useMemo((): Form => {
    const own = new Map<string, FieldIssue>();
    for (const { nodeId: owner, path, severity, message } of issues) {
      if (owner === nodeId && path !== undefined) {
        const key = path.join('.');
        if (!own.has(key)) own.set(key, { severity, message: messageAtField(message, name) });
      }
    }
    let guide: MadeGuide | undefined;
    return {
      nodeId,
      secretNames,
      guide: () => {
        const { document } = store.getState();
        const { results, stale, pins } = testing.store.getState();
        const isCurrent =
          guide?.document === document &&
          guide.results === results &&
          guide.stale === stale &&
          guide.pins === pins;
        if (guide === undefined || !isCurrent) {
          const lastOutput = lastOutputOf(document, specs, { results, stale, pins });
          const made = createTemplateGuide(document, nodeId, specs, secretNames, lastOutput);
          guide = { document, results, stale, pins, made };
        }
        return guide.made;
      },
      names: () => scopeNames(store.getState().document, nodeId, specs, secretNames),
      issueAt: (path, value) => {
        const key = path.join('.');
        const isUnfinished =
          value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
        return isUnfinished && !isStrict && !touched.has(key) ? undefined : own.get(key);
      },
      touch: (path) => {
        const key = path.join('.');
        setTouched((before) => (before.has(key) ? before : new Set([...before, key])));
      },
    };
  }, [issues, isStrict, touched, nodeId, name, secretNames, specs, store, testing]);

  const setAt = useMemo(
    () => (path: ConfigPath, value: unknown) => commands.setConfig(nodeId, path, value),
    [commands, nodeId],
  );
  const fields = formFields(spec.config).filter((field) => isVisible(spec.config, config, field.key));
  const main = fields.filter((field) => field.meta.advanced !== true);
  const advanced = fields.filter((field) => field.meta.advanced === true);
  const hasAdvancedIssue = advanced.some(({ key }) => form.issueAt([key], config[key]) !== undefined);

  const row = (field: FormField) => (
    <FormRow
      key={field.key}
      field={field}
      path={[field.key]}
      value={config[field.key]}
      siblings={config}
      onChange={setAt}
    />
  );
  return (
    <NodeFormContext value={form}>
      <div className="grid grid-cols-1 gap-4.5 p-4">
        {main.map(row)}
        {main.length + advanced.length === 0 ? (
          <p className="text-muted-foreground text-sm">This node has nothing to set.</p>
        ) : null}
        {advanced.length > 0 ? (
          <MoreOptions isForcedOpen={hasAdvancedIssue} count={advanced.length}>
            {advanced.map(row)}
          </MoreOptions>
        ) : null}
      </div>
    </NodeFormContext>
  );
}

function MoreOptions({
  isForcedOpen,
  count,
  children,
}: {
  isForcedOpen: boolean;
  count: number;
  children: React.ReactNode;
}) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (isForcedOpen && details.current) details.current.open = true;
  }, [isForcedOpen]);
  return (
    <details ref={details} className="group -mx-4 border-t">
      <summary
        className={cn(
          'flex cursor-pointer list-none items-center gap-1.5 px-4 py-2.5 font-medium text-muted-foreground text-sm hover:text-foreground',
          '[&::-webkit-details-marker]:hidden',
        )}
      >
        <ChevronRight className="size-3.5 transition-transform group-open:rotate-90" aria-hidden="true" />
        More options
        <span className="text-faint-foreground text-xs">{count}</span>
      </summary>
      <div className="grid grid-cols-1 gap-4.5 px-4 pt-1 pb-3">{children}</div>
    </details>
  );
}
