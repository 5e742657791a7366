'use client';

import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Input } from '#components/ui/input.tsx';

const TYPING_MS = 300;

/** A search field that tells its text once typing pauses. */
export function SearchField({
  value,
  onSearch,
  label,
}: {
  value: string;
  onSearch: (text: string) => void;
  label: string;
}) {
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setText(value);
  }
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onSearch(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);
  return (
    <div className="relative min-w-40 flex-1 sm:max-w-64">
      <Search
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-3.5 text-faint-foreground"
        aria-hidden="true"
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        className="pl-8"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  );
}
