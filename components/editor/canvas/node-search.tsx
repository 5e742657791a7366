import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { toast } from 'sonner';
import { cn } from '#components/ui/cn.ts';
import { Popover, PopoverAnchor, PopoverContent } from '#components/ui/popover.tsx';
import { indexGraph, type NodeSpecs } from '#lib/graph/graph-index.ts';
import type { NodeSpec } from '#lib/graph/node-spec.ts';
import { replyProblem, triggersBefore } from '#lib/graph/reply-fit.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import { connectionProblem } from '../document/connection-rules.ts';
import { hasInput } from '../document/handles.ts';
import { passingOutput } from '../document/insert-into-edge.ts';
import { type Editor, useEditor, useEditorState } from '../editor-context.tsx';
import { groupSpecs, type SpecGroup } from '../palette/group-specs.ts';
import { useIsNarrow } from '../use-is-narrow.ts';
import { addFound } from './add-found.ts';
import { type NodeSearchRequest, type SearchPurpose, useCanvasUi } from './canvas-ui.ts';
import { NodeIcon } from './node-icon.tsx';
import { useCanvasActions } from './use-canvas-actions.ts';

/** The search for a node, where it was asked for: at a plus, on an edge, where a wire was let go. */
export function NodeSearch() {
  const { ui } = useEditor();
  const view = useCanvasActions();
  const isNarrow = useIsNarrow();
  const request = useCanvasUi((state) => state.nodeSearch);
  const focusBefore = useMemo(() => (request === undefined ? undefined : focused()), [request]);
  if (request === undefined) return null;
  const close = () => {
    ui.setState({ nodeSearch: undefined });
    const from = originOf(request.purpose);
    if (from !== undefined) view.focus(from);
    else if (request.purpose.kind === 'into') view.focusEdge(request.purpose.edgeId);
    else focusBefore?.focus();
  };
  return (
    <Popover open onOpenChange={(isOpen) => isOpen || close()}>
      <PopoverAnchor virtualRef={{ current: anchorAt(request) }} />
      <PopoverContent
        aria-label={TITLES[request.purpose.kind]}
        className="w-[min(20rem,calc(100vw-1rem))] overflow-hidden p-0"
        side={isNarrow ? 'bottom' : 'right'}
        onCloseAutoFocus={(event) => event.preventDefault()}
      >
        <SearchList key={`${request.at.x} ${request.at.y}`} request={request} />
      </PopoverContent>
    </Popover>
  );
}

/** What has the focus before the search takes it; the page itself is nothing to go back to. */
const focused = (): HTMLElement | SVGElement | undefined => {
  const { activeElement } = document;
  const isOne = activeElement instanceof HTMLElement || activeElement instanceof SVGElement;
  return isOne && activeElement !== document.body ? activeElement : undefined;
};

const TITLES = {
  add: 'Add a node',
  from: 'Add what follows',
  to: 'Add what comes before',
  into: 'Insert a node',
  replace: 'Replace with',
} as const;

const anchorAt = ({ at }: NodeSearchRequest) => ({
  getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0),
});

const originOf = (purpose: SearchPurpose): string | undefined => {
  switch (purpose.kind) {
    case 'from':
      return purpose.source;
    case 'to':
      return purpose.target;
    case 'replace':
      return purpose.nodeId;
    default:
      return undefined;
  }
};

function SearchList({ request }: { request: NodeSearchRequest }) {
  const editor = useEditor();
  const { specs } = editor;
  const view = useCanvasActions();
  const [search, setSearch] = useState('');
  const document = useEditorState((state) => state.document);
  const { purpose } = request;
  const { groups, unfit } = useMemo(
    () => foundSpecs(document, specs, purpose, search),
    [document, specs, purpose, search],
  );
  const targets = useMemo(
    () => (purpose.kind === 'from' ? targetsOf(document, specs, purpose, search) : []),
    [document, specs, purpose, search],
  );
  const choose = (type: string) => {
    editor.ui.setState({ nodeSearch: undefined });
    const id = addFound(editor, view, type, purpose);
    if (id !== undefined) view.focus(id);
  };
  return (
    <Command shouldFilter={false} loop label={TITLES[purpose.kind]} className="node-search">
      <div className="relative border-b p-2">
        <Search className="pointer-events-none absolute top-1/2 left-4 size-3.5 -translate-y-1/2 text-faint-foreground" />
        <Command.Input
          value={search}
          onValueChange={setSearch}
          placeholder={TITLES[purpose.kind]}
          className="h-8 w-full rounded-md bg-transparent pr-2 pl-7.5 text-sm outline-none placeholder:text-faint-foreground"
        />
      </div>
      <Command.List className="max-h-80 overflow-y-auto p-1.5">
        <Command.Empty className="px-2 py-6 text-center text-muted-foreground text-xs">
          No node is called “{search}”.
        </Command.Empty>
        {groups.map((group) => (
          <Command.Group key={group.label} heading={group.label}>
            {group.specs.map((spec) => (
              <Found key={spec.type} spec={spec} onChoose={choose} />
            ))}
          </Command.Group>
        ))}
        {targets.length === 0 ? null : (
          <Command.Group heading="Or connect to a node that is there">
            {targets.map((target) => (
              <Target key={target.node.id} editor={editor} purpose={purpose} {...target} />
            ))}
          </Command.Group>
        )}
        {unfit.length === 0 ? null : (
          <Command.Group heading="Cannot answer here">
            {unfit.map(({ spec, problem }) => (
              <Found key={spec.type} spec={spec} problem={problem} onChoose={choose} />
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}

/** A type that a node can be added of, also where it is of no use there. */
function Found({
  spec,
  problem,
  onChoose,
}: {
  spec: NodeSpec;
  problem?: string;
  onChoose: (type: string) => void;
}) {
  return (
    <Command.Item value={`new ${spec.type}`} onSelect={() => onChoose(spec.type)}>
      <span className={cn('grid shrink-0', problem !== undefined && 'opacity-50 grayscale')}>
        <NodeIcon name={spec.icon} category={spec.category} size="sm" />
      </span>
      <span className="grid min-w-0">
        <span
          className={cn('truncate text-sm', problem === undefined ? 'font-medium' : 'text-muted-foreground')}
        >
          {spec.label}
        </span>
        <span
          className={cn('text-2xs text-muted-foreground', problem === undefined ? 'truncate' : 'text-pretty')}
        >
          {problem ?? spec.description}
        </span>
      </span>
    </Command.Item>
  );
}

function Target({
  editor,
  purpose,
  node,
  problem,
}: { editor: Editor; purpose: SearchPurpose } & SearchTarget) {
  const { specs, commands, ui } = editor;
  const view = useCanvasActions();
  const spec = specs[node.type];
  const connect = () => {
    if (purpose.kind !== 'from') return;
    ui.setState({ nodeSearch: undefined });
    const { source, sourceHandle } = purpose;
    const refused = commands.connect({ source, sourceHandle, target: node.id });
    if (refused === undefined) view.focus(node.id);
    else toast.error(refused, { id: 'connection' });
  };
  return (
    <Command.Item value={`node ${node.id}`} disabled={problem !== undefined} onSelect={connect}>
      <NodeIcon name={spec?.icon} category={spec?.category} size="sm" />
      <span className="grid min-w-0">
        <span className="truncate font-medium text-sm">{node.name}</span>
        <span className="text-2xs text-muted-foreground text-pretty">
          {problem ?? spec?.label ?? node.type}
        </span>
      </span>
    </Command.Item>
  );
}

/** Whether a node of a type can be put there. */
const fits = (spec: NodeSpec, purpose: SearchPurpose, document: GraphDocument, specs: NodeSpecs): boolean => {
  switch (purpose.kind) {
    case 'add':
      return true;
    case 'from':
      return hasInput(spec);
    case 'to':
      return spec.outputs(spec.initial).length > 0;
    case 'into':
      return passingOutput({ type: spec.type, config: spec.initial }, specs) !== undefined;
    case 'replace': {
      const type = document.nodes.find(({ id }) => id === purpose.nodeId)?.type;
      return spec.type !== type && spec.hasInput === hasInput(type === undefined ? undefined : specs[type]);
    }
  }
};

interface FoundSpecs {
  readonly groups: readonly SpecGroup[];
  /** Replies that cannot answer the triggers that lead there, and why. */
  readonly unfit: readonly { readonly spec: NodeSpec; readonly problem: string }[];
}

const foundSpecs = (
  document: GraphDocument,
  specs: NodeSpecs,
  purpose: SearchPurpose,
  search: string,
): FoundSpecs => {
  const possible = Object.values(specs).filter((spec) => fits(spec, purpose, document, specs));
  const answered = answeredAt(document, purpose);
  const triggers = answered === undefined ? [] : triggersBefore(indexGraph(document, specs), answered);
  const problems = new Map(
    possible.flatMap((spec): [NodeSpec, string][] => {
      const problem = spec.reply === undefined ? undefined : replyProblem(spec.reply, triggers);
      return problem === undefined ? [] : [[spec, problem]];
    }),
  );
  return {
    groups: groupSpecs(
      possible.filter((spec) => !problems.has(spec)),
      search,
    ),
    unfit: groupSpecs([...problems.keys()], search)
      .flatMap((group) => group.specs)
      .map((spec) => ({ spec, problem: problems.get(spec) ?? '' })),
  };
};

/** The node behind which a Reply would stand, or in whose place. */
const answeredAt = (document: GraphDocument, purpose: SearchPurpose): string | undefined => {
  switch (purpose.kind) {
    case 'add':
      return undefined;
    case 'from':
      return purpose.source;
    case 'to':
      return purpose.target;
    case 'into':
      return document.edges.find(({ id }) => id === purpose.edgeId)?.source;
    case 'replace':
      return purpose.nodeId;
  }
};

interface SearchTarget {
  readonly node: GraphNode;
  /** Why it cannot be connected to. */
  readonly problem: string | undefined;
}

/** Nodes that are there, for a wire from an output; those that cannot take it last, with the reason. */
const targetsOf = (
  document: GraphDocument,
  specs: NodeSpecs,
  { source, sourceHandle }: { source: string; sourceHandle: string },
  search: string,
): readonly SearchTarget[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return document.nodes
    .filter((node) => node.id !== source && hasInput(specs[node.type]))
    .filter((node) => words.every((word) => node.name.toLowerCase().includes(word)))
    .map((node) => ({
      node,
      problem: connectionProblem(document, specs, { source, sourceHandle, target: node.id }),
    }))
    .sort((a, b) => Number(a.problem !== undefined) - Number(b.problem !== undefined));
};
