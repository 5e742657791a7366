import { cn } from '#components/ui/cn.ts';

const COLUMNS = 12;
const ROWS = 9;
const GAP = 56;

interface Cable {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly sag: number;
  readonly className: string;
}

const cables: readonly Cable[] = [
  { from: [1, 1], to: [6, 3], sag: 120, className: 'stroke-signal' },
  { from: [3, 5], to: [9, 2], sag: 150, className: 'stroke-foreground/80' },
  { from: [7, 6], to: [10, 4], sag: 110, className: 'stroke-signal' },
  { from: [2, 3], to: [4, 7], sag: 60, className: 'stroke-border-strong' },
];

const at = ([column, row]: readonly [number, number]) => ({
  x: column * GAP + GAP / 2,
  y: row * GAP + GAP / 2,
});

const cablePath = ({ from, to, sag }: Cable): string => {
  const start = at(from);
  const end = at(to);
  const low = Math.max(start.y, end.y) + sag;
  return `M${start.x} ${start.y}C${start.x} ${low} ${end.x} ${low} ${end.x} ${end.y}`;
};

const isPlugged = (column: number, row: number): boolean =>
  cables.some(({ from, to }) => [from, to].some(([x, y]) => x === column && y === row));

const sockets = Array.from({ length: COLUMNS * ROWS }, (_, index) => ({
  column: index % COLUMNS,
  row: Math.floor(index / COLUMNS),
}));

/** A wall of sockets with a few cables: what the product is named after. */
export function PatchField() {
  return (
    <div
      aria-hidden="true"
      className="relative hidden overflow-hidden border-l bg-surface-2 lg:block dark:bg-surface"
    >
      <svg
        viewBox={`0 0 ${COLUMNS * GAP} ${ROWS * GAP}`}
        preserveAspectRatio="xMidYMid slice"
        className="absolute inset-0 size-full"
        fill="none"
      >
        <title>Patch field</title>
        {sockets.map(({ column, row }) => {
          const { x, y } = at([column, row]);
          return (
            <g key={`${column}-${row}`}>
              <circle
                cx={x}
                cy={y}
                r="11"
                className="fill-surface stroke-border-strong dark:fill-surface-2"
              />
              <circle
                cx={x}
                cy={y}
                r="5"
                className={cn(
                  isPlugged(column, row) ? 'fill-foreground' : 'fill-surface-3 dark:fill-background',
                )}
              />
            </g>
          );
        })}
        {cables.map((cable) => {
          const path = cablePath(cable);
          return (
            <g key={path} strokeLinecap="round">
              <path d={path} strokeWidth="9" className="stroke-foreground/10" transform="translate(2 7)" />
              <path d={path} strokeWidth="7" className={cable.className} />
              <path d={path} strokeWidth="1.5" className="stroke-white/25" transform="translate(-1.5 -1)" />
            </g>
          );
        })}
      </svg>
    </div>
  );
}
