import type { NodeSpec } from '#lib/graph/node-spec.ts';
import { exampleText } from '#lib/nodes/example-text.ts';
import { Markdown } from './markdown.tsx';

/** What a node does and when to use it, and one config at work with its result. */
export function NodeHelp({ spec }: { spec: NodeSpec }) {
  return (
    <div className="grid gap-5">
      <Markdown text={spec.help} />
      <section aria-label="Example" className="grid gap-2 border-t pt-4">
        <h3 className="font-medium text-sm">Seen at work</h3>
        <Markdown text={exampleText(spec.example)} />
      </section>
    </div>
  );
}
