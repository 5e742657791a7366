const FRAMES_TO_WAIT = 10; // the panel is drawn a few frames after its node was selected

/** Gives the first control of the node panel the keyboard focus, as soon as it is drawn. */
export const focusPanel = (frames = FRAMES_TO_WAIT): void => {
  requestAnimationFrame(() => {
    const panel = document.querySelector<HTMLElement>('[data-editor-panel]');
    if (panel !== null && !panel.contains(document.activeElement))
      panel.querySelector<HTMLElement>(FIRST)?.focus();
    if (panel === null && frames > 0) focusPanel(frames - 1);
  });
};

const FIRST = 'input:not([disabled]), button:not([disabled])';
