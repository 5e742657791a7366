import { Maximize2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogContent } from '#components/ui/dialog.tsx';
import { CodeMirror } from './code-mirror.tsx';
import { type ControlProps, useNodeForm } from './node-form-context.ts';
import { codeCompletion } from './scope-completion.ts';
import type { ScopeName } from './scope-names.ts';
import { shownText } from './shown-text.ts';

// What a code step has beside the names that templates have.
const CODE_NAMES: readonly ScopeName[] = [
  { name: 'fetch', detail: 'HTTP, behind the address guard' },
  {
    name: 'console',
    detail: 'kept with the step',
    members: ['log', 'info', 'warn', 'error', 'debug'].map(plain),
  },
  {
    name: 'crypto',
    detail: 'Web Crypto',
    members: [
      { name: 'randomUUID', detail: 'a random id' },
      { name: 'subtle', detail: 'digest, HMAC' },
    ],
  },
  ...[
    'URL',
    'URLSearchParams',
    'TextEncoder',
    'TextDecoder',
    'structuredClone',
    'setTimeout',
    'JSON',
    'Math',
  ].map(plain),
];

function plain(name: string): ScopeName {
  return { name, detail: '' };
}

/** A code editor, with a large view on request. */
export function CodeControl({ isTypescript, ...props }: ControlProps & { isTypescript: boolean }) {
  const form = useNodeForm();
  const [isLarge, setLarge] = useState(false);
  const complete = useMemo(() => codeCompletion(() => [...form.names(), ...CODE_NAMES]), [form]);
  const editor = (className: string) => (
    <CodeMirror
      value={shownText(props.value)}
      onChange={props.onChange}
      language={isTypescript ? 'typescript' : 'javascript'}
      label={props.label}
      describedBy={props.describedBy}
      isInvalid={props.isInvalid ?? false}
      complete={complete}
      className={className}
    />
  );
  return (
    <div className="relative">
      {isLarge ? <div className="code-editor rounded-md border border-dashed" /> : editor('code-editor')}
      <Button
        variant="ghost"
        size="icon-xs"
        className="absolute top-1.5 right-1.5 bg-surface/80"
        aria-label="Large view"
        onClick={() => setLarge(true)}
      >
        <Maximize2 />
      </Button>
      <Dialog open={isLarge} onOpenChange={setLarge}>
        <DialogContent title={props.label} size="xl" className="h-[85dvh] sm:top-[6vh]" data-editor-panel="">
          {editor('code-editor-large')}
        </DialogContent>
      </Dialog>
    </div>
  );
}
