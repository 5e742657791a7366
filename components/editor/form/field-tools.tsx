import { Maximize2, WandSparkles } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';

interface FieldToolsProps {
  /** What the field is called. */
  readonly label: string;
  readonly onFormat?: () => void;
  readonly onEnlarge?: () => void;
}

/** What can be done with a long field, in its corner. */
export function FieldTools({ label, onFormat, onEnlarge }: FieldToolsProps) {
  return (
    <div className="absolute top-1.5 right-1.5 flex gap-0.5 rounded-md bg-surface/85">
      {onFormat === undefined ? null : (
        <Tooltip content="Format (Shift+Alt+F)">
          <Button variant="ghost" size="icon-xs" aria-label={`Format ${label}`} onClick={onFormat}>
            <WandSparkles />
          </Button>
        </Tooltip>
      )}
      {onEnlarge === undefined ? null : (
        <Tooltip content="Large view (Shift+Alt+L)">
          <Button variant="ghost" size="icon-xs" aria-label={`Large view of ${label}`} onClick={onEnlarge}>
            <Maximize2 />
          </Button>
        </Tooltip>
      )}
    </div>
  );
}
