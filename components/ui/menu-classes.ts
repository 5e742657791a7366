/** Shared by the dropdown menu and the context menu, which must look the same. */
export const menuContentClasses = 'floating animate-floating z-50 min-w-44 overflow-hidden p-1';

export const menuItemClasses = [
  'relative flex cursor-default select-none items-center gap-2 rounded-sm px-2 py-1.5 text-sm outline-none pointer-coarse:py-2.5',
  'data-[disabled]:pointer-events-none data-[disabled]:opacity-50 data-[highlighted]:bg-surface-3',
  "[&_svg]:shrink-0 [&_svg]:text-muted-foreground [&_svg:not([class*='size-'])]:size-3.5",
  'data-[tone=danger]:text-danger-text data-[tone=danger]:[&_svg]:text-danger-text data-[tone=danger]:data-[highlighted]:bg-danger-soft',
];

export const menuLabelClasses = 'px-2 pt-1.5 pb-1 text-2xs font-medium text-faint-foreground';
export const menuSeparatorClasses = '-mx-1 my-1 h-px bg-border';
export const menuShortcutClasses = 'ml-auto pl-4 text-xs text-faint-foreground';
