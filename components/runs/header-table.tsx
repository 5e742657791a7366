/** HTTP headers, name and value. */
export function HeaderTable({ headers }: { headers: Readonly<Record<string, string>> }) {
  const entries = Object.entries(headers);
  if (entries.length === 0) return <p className="text-muted-foreground text-xs">No headers.</p>;
  return (
    <dl className="grid max-h-72 grid-cols-[auto_minmax(0,1fr)] overflow-y-auto rounded-md border bg-surface py-1 font-mono text-xs dark:bg-background/50">
      {entries.map(([name, value]) => (
        <div key={name} className="col-span-2 grid grid-cols-subgrid gap-4 px-3 py-0.5 hover:bg-surface-2">
          <dt className="text-syntax-key">{name}</dt>
          <dd className="break-all">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
