'use client';

import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Input } from '#components/ui/input.tsx';

const TYPING_MS = 300;

/** A search field that tells its text once typing pauses, without the spaces around it. */
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
  // The value, and behind it what was asked for since and has not become the value yet.
  const [asked, setAsked] = useState<readonly string[]>([value]);
  if (asked[0] !== value) {
    const at = asked.lastIndexOf(value);
    setAsked(at < 0 ? [value] : asked.slice(at));
    if (at < 0) setText(value); // not from here: Back, say
  }
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === asked.at(-1)) return;
    const timer = setTimeout(() => {
      setAsked(wanted === value ? [value] : [...asked, wanted]);
      onSearch(wanted);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value, asked, onSearch]);
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
