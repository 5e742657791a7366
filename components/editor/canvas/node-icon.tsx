import { Box } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import type { NodeCategory } from '#lib/graph/node-spec.ts';
import { nodeIcons } from './node-icons.ts';

/** A node type's icon on a tile in the colour of its category. */
export function NodeIcon({
  name,
  category,
  size = 'md',
}: {
  name: string | undefined;
  category: NodeCategory | undefined;
  size?: 'sm' | 'md';
}) {
  const Icon = (name === undefined ? undefined : nodeIcons[name]) ?? Box;
  return (
    <span
      className={cn('node-tile', size === 'sm' ? 'size-7 rounded-md' : 'size-9 rounded-lg')}
      data-category={category ?? 'unknown'}
      aria-hidden="true"
    >
      <Icon className={size === 'sm' ? 'size-4' : 'size-4.5'} />
    </span>
  );
}
