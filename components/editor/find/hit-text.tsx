import type { TextHit } from '#lib/graph/find-text.ts';
import { snippetOf } from './snippet.ts';
import { useFinding, useFindingState } from './use-finding.ts';

/** The field of a hit, and the match in its line; with what would take its place, while that is asked for. */
export function HitText({ hit }: { hit: TextHit }) {
  const finding = useFinding();
  const hasReplace = useFindingState((state) => state.hasReplace);
  useFindingState((state) => state.replacement); // drawn again with every letter of it
  const { text, match } = hit;
  const { before, match: found, after } = snippetOf(text.text, match.start, match.end);
  const written = hasReplace ? finding.write(match) : '';
  return (
    <>
      <span className="truncate text-2xs text-muted-foreground">{text.label}</span>
      <span className="truncate font-mono text-xs whitespace-pre">
        {before}
        {hasReplace ? <del className="find-old">{found}</del> : <mark className="find-match">{found}</mark>}
        {written === '' ? null : <ins className="find-new">{written.replaceAll('\n', '↵')}</ins>}
        {after}
      </span>
    </>
  );
}
