import { useMemo } from 'react';
import { type LineRow, lineRows, sideBySide } from './line-rows.ts';

interface LineDiffProps {
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** Two columns, where there is room for them. */
  readonly isWide: boolean;
}

const SIGNS = { same: ' ', added: '+', removed: '−', gap: '' } as const;
const WORDS = { same: '', added: 'Added: ', removed: 'Removed: ', gap: '' } as const;

/** A text before and after, line by line. */
export function LineDiff({ label, before, after, isWide }: LineDiffProps) {
  const rows = useMemo(() => lineRows(before, after), [before, after]);
  const keyOf = (row: LineRow | undefined, at: number) =>
    row === undefined || row.kind === 'gap' ? `gap ${at}` : `${row.before ?? ''}/${row.after ?? ''}`;
  return (
    // A table that scrolls has to be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: https://dequeuniversity.com/rules/axe/4.10/scrollable-region-focusable
    <section className="line-diff" aria-label={`${label}, line by line`} tabIndex={0}>
      <table>
        <tbody>
          {isWide
            ? sideBySide(rows).map(({ left, right }, at) => (
                <tr key={`${keyOf(left, at)} ${keyOf(right, at)}`}>
                  <Cells row={left} number={left?.kind === 'gap' ? undefined : left?.before} />
                  <Cells row={right} number={right?.kind === 'gap' ? undefined : right?.after} />
                </tr>
              ))
            : rows.map((row, at) => (
                <tr key={keyOf(row, at)}>
                  {row.kind === 'gap' ? null : <td className="line-number">{row.before}</td>}
                  <Cells
                    row={row}
                    number={row.kind === 'gap' ? undefined : row.after}
                    span={row.kind === 'gap' ? 2 : 1}
                  />
                </tr>
              ))}
        </tbody>
      </table>
    </section>
  );
}

function Cells({
  row,
  number,
  span = 1,
}: {
  row: LineRow | undefined;
  number: number | undefined;
  span?: number;
}) {
  if (row?.kind === 'gap') {
    return (
      <>
        <td className="line-number" colSpan={span} aria-hidden="true">
          ⋯
        </td>
        <td className="line-gap">{row.lines === 1 ? 'One line' : `${row.lines} lines`} unchanged</td>
      </>
    );
  }
  return (
    <>
      <td className="line-number">{number}</td>
      <td className="line-text" data-line={row?.kind}>
        {row === undefined ? null : (
          <>
            <span className="line-sign" aria-hidden="true">
              {SIGNS[row.kind]}
            </span>
            {WORDS[row.kind] === '' ? null : <span className="sr-only">{WORDS[row.kind]}</span>}
            {row.text}
          </>
        )}
      </td>
    </>
  );
}
