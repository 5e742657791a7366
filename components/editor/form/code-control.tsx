import { Prec } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';
import { Maximize2, WandSparkles } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { languageClient } from '../code/language-client.ts';
import { checkAgain, languageExtension, type StepPlace, stepCompletion } from '../code/language-extension.ts';
import { LargeView } from '../code/large-view.tsx';
import { SnippetMenu } from '../code/snippet-menu.tsx';
import { useCodeFormat } from '../code/use-code-format.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import type { PreviewScope } from '../testing/preview-scope.ts';
import { usePreviewScope } from '../testing/use-preview-scope.ts';
import { useTesting, useTestingState } from '../testing/use-testing.ts';
import { CodeMirror, type CursorPlace } from './code-mirror.tsx';
import { CODE_NAMES } from './code-names.ts';
import { type ControlProps, useNodeForm } from './node-form-context.ts';
import { codeCompletion } from './scope-completion.ts';
import { scopeDeclarations } from './scope-declarations.ts';
import { shownText } from './shown-text.ts';

/** A code editor that knows TypeScript, with snippets, formatting, and a large view beside the step's data. */
export function CodeControl({ isTypescript, ...props }: ControlProps & { isTypescript: boolean }) {
  const { nodeId } = useNodeForm();
  const [isLarge, setLarge] = useState(false);
  const cursor = useRef<CursorPlace['current']>(undefined);
  const [view, setView] = useState<EditorView>();
  const place = useStepPlace(isTypescript, shownText(props.value), view);
  const format = useCodeFormat(view, place);
  const testing = useTesting();
  const actions = useRef({ format, run: () => {} });
  actions.current = {
    format,
    run: () => void testing.run({ kind: 'until', nodeId }),
  };
  const complete = useMemo(() => stepCompletion(languageClient, place), [place]);
  const extension = useMemo(
    () => [
      languageExtension(languageClient, place),
      Prec.high(
        keymap.of([
          { key: 'Shift-Alt-f', run: () => done(() => void actions.current.format()) },
          { key: 'Mod-Enter', run: () => done(() => actions.current.run()) },
          { key: 'Shift-Alt-l', run: () => done(() => setLarge((before) => !before)) },
        ]),
      ),
    ],
    [place],
  );
  const editor = (className: string) => (
    <CodeMirror
      key={isTypescript ? 'typescript' : 'javascript'}
      value={shownText(props.value)}
      onChange={props.onChange}
      language={isTypescript ? 'typescript' : 'javascript'}
      label={props.label}
      describedBy={props.describedBy}
      isInvalid={props.isInvalid ?? false}
      complete={complete}
      extension={extension}
      onView={setView}
      cursor={cursor}
      className={className}
    />
  );
  const tools = (
    <div className="flex items-center justify-end gap-0.5">
      <LanguageNote />
      <SnippetMenu view={view} />
      <Tooltip content="Shift+Alt+F">
        <Button variant="ghost" size="xs" onClick={() => void format()}>
          <WandSparkles /> Format
        </Button>
      </Tooltip>
      {isLarge ? null : (
        <Tooltip content="Shift+Alt+L">
          <Button variant="ghost" size="icon-xs" aria-label="Large view" onClick={() => setLarge(true)}>
            <Maximize2 />
          </Button>
        </Tooltip>
      )}
    </div>
  );
  return (
    <div className="grid grid-cols-1 gap-1">
      {isLarge ? <div className="code-editor rounded-md border border-dashed" /> : tools}
      {isLarge ? null : editor('code-editor')}
      <LargeView nodeId={nodeId} label={props.label} isOpen={isLarge} onOpenChange={setLarge} view={view}>
        <div className="flex h-full flex-col gap-1">
          {tools}
          <div className="min-h-0 flex-1">{editor('code-editor-large')}</div>
        </div>
      </LargeView>
    </div>
  );
}

const done = (action: () => void): boolean => {
  action();
  return true;
};

/** How far TypeScript is, where that is worth a word. */
function LanguageNote() {
  const status = useStore(languageClient.status, (state) => state.status);
  if (status !== 'loading' && status !== 'failed') return null;
  return (
    <p role="status" className="min-w-0 flex-1 truncate px-1 text-2xs text-muted-foreground">
      {status === 'loading'
        ? 'Loading TypeScript…'
        : 'TypeScript could not be loaded: only names and syntax are known. Reload the page to try again.'}
    </p>
  );
}

/** The declarations, and what they were made from. */
interface Around {
  readonly document: GraphDocument;
  readonly scope: PreviewScope | undefined;
  text: string | undefined;
}

/** What the editor is to know of the step; one object for as long as its language stays. */
const useStepPlace = (isTypescript: boolean, source: string, view: EditorView | undefined): StepPlace => {
  const form = useNodeForm();
  const { specs, secretNames } = useEditor();
  const { nodeId } = form;
  const document = useEditorState((state) => state.document);
  const scope = usePreviewScope(nodeId);
  const event = useTestingState((state) => state.event);
  const results = useTestingState((state) => state.results);
  const result = results.get(nodeId);
  const status = useStore(languageClient.status, (state) => state.status);
  // Worked out when they are asked for: the document is another one at every key.
  const around = useRef<Around>({ document, scope, text: undefined });
  if (around.current.document !== document || around.current.scope !== scope) {
    around.current = { document, scope, text: undefined };
  }
  const declarations = useRef<() => string>(() => '');
  declarations.current = () => {
    around.current.text ??= scopeDeclarations(document, nodeId, specs, secretNames, scope?.values);
    return around.current.text;
  };
  const failure = useMemo(() => {
    const error = result?.passes.at(-1)?.error;
    if (result?.madeFrom.node.config.source !== source || error?.line === undefined) return undefined;
    return { line: error.line, column: error.column ?? 1, message: error.message };
  }, [result, source]);
  const lastFailure = useRef(failure);
  lastFailure.current = failure;
  const names = useRef(form.names);
  names.current = form.names;

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is looked at again, not what is used
  useEffect(() => {
    if (view !== undefined) checkAgain(view);
  }, [view, form, event, results, failure, status]);

  return useMemo(
    () => ({
      language: isTypescript ? 'typescript' : 'javascript',
      declarations: () => declarations.current(),
      lastFailure: () => lastFailure.current,
      plainCompletion: codeCompletion(() => [...names.current(), ...CODE_NAMES]),
    }),
    [isTypescript],
  );
};
