import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useEditor } from '../editor-context.tsx';
import { setPanelLayout } from './panel-layout.ts';

/** Opens the panel of a node at its output the next time that it is drawn, or at once. */
export const useShowOutput = (): ((nodeId: string) => void) => {
  const { store, ui } = useEditor();
  return (nodeId) => {
    ui.setState({ outputToShow: nodeId });
    setPanelLayout({ hasOutput: true });
    store.getState().select({ nodes: [nodeId] });
    store.getState().setPanelOpen(true);
  };
};

/** Takes the panel of a node to the part that was asked for. */
export const useShownPart = (nodeId: string, setTab: (tab: string) => void, hasOutput: boolean): void => {
  const { ui } = useEditor();
  const wanted = useStore(ui, (state) => state.outputToShow);
  useEffect(() => {
    if (wanted !== nodeId) return;
    if (hasOutput) setTab('output');
    ui.setState({ outputToShow: undefined });
  }, [wanted, nodeId, setTab, hasOutput, ui]);
};
