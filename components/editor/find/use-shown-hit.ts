import { useEffect } from 'react';
import { showInPanel } from './show-in-panel.ts';
import { useFindingState } from './use-finding.ts';

/** Shows the hit that was gone to in the panel of its node, on the tab where it stands. */
export const useShownHit = (nodeId: string, setTab: (tab: string) => void): void => {
  const shown = useFindingState((state) => state.shown);
  useEffect(() => {
    const place = shown?.hit.text.place;
    if (shown === undefined || place === undefined) return;
    if ((place.of !== 'node' && place.of !== 'config') || place.nodeId !== nodeId) return;
    setTab(place.of === 'node' && place.field === 'note' ? 'behaviour' : 'settings');
    return showInPanel(shown);
  }, [shown, nodeId, setTab]);
};
