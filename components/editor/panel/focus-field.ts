const FRAMES_TO_WAIT = 40; // the canvas takes the focus first, and the panel is drawn a few frames later

/**
 * Brings the field at a path of the open node's config into view and gives it the keyboard focus, as soon as it is
 * drawn. A place inside a field (a row, say) leads to the field.
 */
export const focusField = (path: readonly (string | number)[], frames = FRAMES_TO_WAIT): void => {
  requestAnimationFrame(() => {
    const field = fieldAt(path);
    const control = field?.querySelector<HTMLElement>(CONTROL);
    // The last frames count: until then the card on the canvas may still take the focus.
    if (field !== undefined && control !== null && control !== undefined && frames <= FRAMES_TO_WAIT / 2) {
      field.closest('details')?.setAttribute('open', '');
      field.scrollIntoView({ block: 'center' });
      control.focus({ preventScroll: true });
      return;
    }
    if (frames > 0) focusField(path, frames - 1);
  });
};

const CONTROL =
  'input:not([disabled]), textarea, [contenteditable="true"], [role="combobox"], [role="switch"], button';

const fieldAt = (path: readonly (string | number)[]): HTMLElement | undefined => {
  for (let length = path.length; length > 0; length -= 1) {
    const name = CSS.escape(`config.${path.slice(0, length).join('.')}`);
    const field = document.querySelector<HTMLElement>(`[data-editor-panel] [data-field="${name}"]`);
    if (field !== null) return field;
  }
  return undefined;
};
