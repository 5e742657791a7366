/**
 * Puts text on the clipboard. Falls back to a hidden field where the Clipboard API is missing, which is the case
 * on plain http:// in a local network, where self-hosted apps often run.
 */
export const copyToClipboard = async (text: string): Promise<boolean> => {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // A denied permission: the hidden field below may still work.
    }
  }
  const field = document.createElement('textarea');
  field.value = text;
  field.style.cssText = 'position:fixed;opacity:0;pointer-events:none';
  // Inside an open dialog the focus trap would take the selection back from an element outside of it.
  const host = document.activeElement?.closest('[role="dialog"], [role="alertdialog"]') ?? document.body;
  host.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  return isCopied;
};
