import { useState } from 'react';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx';
import type { GraphNode } from '#lib/graph/schema.ts';
import { useEditor } from '../editor-context.tsx';
import { useShownHit } from '../find/use-shown-hit.ts';
import { focusTarget } from '../form/reference-target.ts';
import { InputPart } from './input-part.tsx';
import { NodeHelp } from './node-help.tsx';
import { NodeSettings } from './node-settings.tsx';
import { OutputPart } from './output-part.tsx';
import { setPanelLayout, usePanelLayout } from './panel-layout.ts';
import { PanelSide } from './panel-side.tsx';
import { SettingsPart } from './settings-part.tsx';
import { useShownPart } from './shown-part.ts';
import { Splitter } from './splitter.tsx';

/** Input, settings and output side by side. */
export function PanelColumns({ node }: { node: GraphNode }) {
  const { input, output, hasInput, hasOutput } = usePanelLayout();
  const { specs } = useEditor();
  const isTrigger = specs[node.type]?.trigger !== undefined;
  return (
    <div className="flex min-h-0 flex-1 border-t">
      <PanelSide
        title="Input"
        width={input}
        isOpen={hasInput}
        onOpenChange={(isOpen) => setPanelLayout({ hasInput: isOpen })}
      >
        <InputPart node={node} onInserted={focusTarget} />
      </PanelSide>
      <Splitter
        label="Width of the input"
        width={input}
        grows="right"
        onWidth={(width) => setPanelLayout({ input: width, hasInput: true })}
      />
      <div className="flex min-w-64 flex-1 flex-col">
        <PanelTabs node={node} />
      </div>
      <Splitter
        label="Width of the output"
        width={output}
        grows="left"
        onWidth={(width) => setPanelLayout({ output: width, hasOutput: true })}
      />
      <PanelSide
        title="Output"
        width={output}
        isOpen={hasOutput}
        onOpenChange={(isOpen) => setPanelLayout({ hasOutput: isOpen })}
      >
        <OutputPart node={node} key={isTrigger ? 'trigger' : 'step'} />
      </PanelSide>
    </div>
  );
}

/** The parts one at a time, as tabs; where input and output stand at the sides, only what belongs to the settings. */
export function PanelTabs({ node, hasAll = false }: { node: GraphNode; hasAll?: boolean }) {
  const { specs } = useEditor();
  const spec = specs[node.type];
  const [tab, setTab] = useState('settings');
  useShownHit(node.id, setTab);
  useShownPart(node.id, setTab, hasAll);
  const backToSettings = () => {
    setTab('settings');
    requestAnimationFrame(focusTarget);
  };
  return (
    <Tabs value={tab} onValueChange={setTab} className="flex min-h-0 flex-1 flex-col">
      <TabsList className="shrink-0 gap-3.5">
        {hasAll ? <TabsTrigger value="input">Input</TabsTrigger> : null}
        <TabsTrigger value="settings">Settings</TabsTrigger>
        {hasAll ? <TabsTrigger value="output">Output</TabsTrigger> : null}
        <TabsTrigger value="behaviour">Behaviour</TabsTrigger>
        {spec === undefined ? null : <TabsTrigger value="help">Help</TabsTrigger>}
      </TabsList>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {hasAll ? (
          <TabsContent value="input" className="flex h-full flex-col">
            <InputPart node={node} onInserted={backToSettings} />
          </TabsContent>
        ) : null}
        {/* Stays there while another tab is shown: what is clicked in the input goes into its fields. */}
        <TabsContent value="settings" forceMount className="data-[state=inactive]:hidden">
          <SettingsPart node={node} />
        </TabsContent>
        {hasAll ? (
          <TabsContent value="output" className="flex h-full flex-col">
            <OutputPart node={node} />
          </TabsContent>
        ) : null}
        <TabsContent value="behaviour">
          <NodeSettings node={node} spec={spec} />
        </TabsContent>
        {spec === undefined ? null : (
          <TabsContent value="help" className="p-4">
            <NodeHelp spec={spec} />
          </TabsContent>
        )}
      </div>
    </Tabs>
  );
}
