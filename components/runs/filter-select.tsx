'use client';

import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';

const ALL = 'all'; // Radix does not take an empty value

interface FilterSelectProps {
  readonly label: string;
  /** '' chooses everything. */
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly allLabel: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly hint?: string }[];
}

/** One filter of a list, with a choice for everything. */
export function FilterSelect({ label, value, onValue, allLabel, options }: FilterSelectProps) {
  return (
    <Select value={value === '' ? ALL : value} onValueChange={(next) => onValue(next === ALL ? '' : next)}>
      <SelectTrigger className="w-auto min-w-34 max-w-52" aria-label={label} />
      <SelectContent>
        <SelectItem value={ALL}>{allLabel}</SelectItem>
        {options.map((option) => (
          <SelectItem key={option.value} value={option.value} hint={option.hint}>
            {option.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
