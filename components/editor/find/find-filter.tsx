import { SquareDashedMousePointer } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { TEXT_PARTS, type TextPart } from '#lib/graph/document-texts.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { useFinding, useFindingState } from './use-finding.ts';

const LABELS: Readonly<Record<TextPart, string>> = {
  names: 'Names',
  fields: 'Fields',
  code: 'Code',
  notes: 'Notes',
};

const chip =
  'rounded-full px-2 aria-pressed:bg-surface-3 aria-pressed:text-foreground aria-pressed:hover:bg-surface-3';

/** Where the search looks: in which kinds of text, and only in what was selected. */
export function FindFilter() {
  const finding = useFinding();
  const parts = useFindingState((state) => state.parts);
  const toggle = (part: TextPart) => {
    const next = new Set(parts);
    if (!next.delete(part)) next.add(part);
    finding.ask({ parts: next.size === 0 ? new Set(TEXT_PARTS) : next });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a row of chips
    <div role="group" aria-label="Search in" className="flex flex-wrap items-center gap-0.5 px-2 py-1.5">
      {TEXT_PARTS.map((part) => (
        <Button
          key={part}
          variant="ghost"
          size="xs"
          className={chip}
          aria-pressed={parts.has(part)}
          onClick={() => toggle(part)}
        >
          {LABELS[part]}
        </Button>
      ))}
      <span className="flex-1" />
      <ScopeToggle />
    </div>
  );
}

/** Keeps what is selected now: going to a hit selects something else. */
function ScopeToggle() {
  const finding = useFinding();
  const { store } = useEditor();
  const scope = useFindingState((state) => state.scope);
  const hasSelection = useEditorState(
    ({ selection: { nodes, notes, edges } }) => nodes.length + notes.length + edges.length > 0,
  );
  const isOff = scope === undefined && !hasSelection;
  const toggle = () => {
    if (isOff) return;
    const { selection, document } = store.getState();
    const nodes = new Set(selection.nodes);
    const between = document.edges.filter(({ source, target }) => nodes.has(source) && nodes.has(target));
    const edges = [...selection.edges, ...between.map(({ id }) => id)];
    finding.ask({ scope: scope === undefined ? { ...selection, edges } : undefined });
  };
  return (
    <Button
      variant="ghost"
      size="xs"
      className={chip}
      aria-pressed={scope !== undefined}
      aria-disabled={isOff}
      onClick={toggle}
    >
      <SquareDashedMousePointer /> In the selection
    </Button>
  );
}
