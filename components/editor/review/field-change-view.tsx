import { ArrowRight } from 'lucide-react';
import type { FieldChange } from '#lib/graph/diff.ts';
import type { NodeSpec } from '#lib/graph/node-spec.ts';
import { nameField, valueText } from './field-label.ts';
import { LineDiff } from './line-diff.tsx';

const SHORT = 60; // characters that two values side by side may have

/** One field before and after: short values in a row, code and long texts line by line. */
export function FieldChangeView({
  field,
  spec,
  isWide,
}: {
  field: FieldChange;
  spec: NodeSpec | undefined;
  isWide: boolean;
}) {
  const named = nameField(field, spec);
  const before = valueText(field.before, named);
  const after = valueText(field.after, named);
  const isLong = [before, after].some((text) => text.length > SHORT || text.includes('\n'));
  return (
    <div className="grid grid-cols-1 gap-1">
      <dt className="font-medium text-xs">{named.label}</dt>
      <dd>
        {isLong || named.isCode ? (
          <LineDiff label={named.label} before={before} after={after} isWide={isWide} />
        ) : (
          <ShortChange before={before} after={after} />
        )}
      </dd>
    </div>
  );
}

function ShortChange({ before, after }: { before: string; after: string }) {
  return (
    <span className="flex flex-wrap items-center gap-1.5 text-xs">
      {before === '' ? (
        after === '' ? null : (
          <span className="sr-only">Added:</span>
        )
      ) : (
        <del className="short-value" data-line="removed">
          <span className="sr-only">Before: </span>
          {before}
        </del>
      )}
      {before === '' || after === '' ? null : (
        <ArrowRight className="size-3 text-faint-foreground" aria-hidden="true" />
      )}
      {after === '' ? (
        <span className="text-muted-foreground">{before === '' ? 'Empty' : 'removed'}</span>
      ) : (
        <ins className="short-value" data-line="added">
          {before === '' ? null : <span className="sr-only">After: </span>}
          {after}
        </ins>
      )}
    </span>
  );
}
