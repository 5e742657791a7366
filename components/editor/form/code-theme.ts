import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Decoration, EditorView, MatchDecorator, ViewPlugin } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The app's own colours, as variables: one theme for light and dark. */
export const codeTheme = [
  EditorView.theme({
    '&': { color: 'var(--foreground)', backgroundColor: 'transparent', fontSize: '13px' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.55' },
    '.cm-content': { caretColor: 'var(--foreground)', padding: '6px 0' },
    '.cm-line': { padding: '0 10px' },
    '.cm-cursor': { borderLeftColor: 'var(--foreground)' },
    '.cm-placeholder': { color: 'var(--faint-foreground)' },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
      backgroundColor: 'color-mix(in oklch, var(--signal) 28%, transparent)',
    },
    '.cm-gutters': {
      backgroundColor: 'var(--code-background)', // long lines scroll under it
      color: 'var(--faint-foreground)',
      border: 'none',
      paddingLeft: '4px',
    },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
    '&.cm-focused .cm-activeLine': {
      backgroundColor: 'color-mix(in oklch, var(--surface-3) 55%, transparent)',
    },
    '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
      backgroundColor: 'var(--surface-3)',
      outline: '1px solid var(--border-strong)',
    },
    '.cm-tooltip': {
      backgroundColor: 'var(--surface)',
      border: '1px solid var(--border-strong)',
      borderRadius: '8px',
      boxShadow: 'var(--shadow-lg)',
      overflow: 'hidden',
    },
    '.cm-tooltip.cm-tooltip-autocomplete > ul': {
      fontFamily: 'var(--font-mono)',
      fontSize: '12px',
      maxHeight: '15em',
      maxWidth: 'min(440px, 95vw)',
    },
    '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', lineHeight: '1.5' },
    '.cm-tooltip-autocomplete ul li[aria-selected]': {
      backgroundColor: 'var(--surface-3)',
      color: 'var(--foreground)',
    },
    '.cm-completionDetail': {
      color: 'var(--muted-foreground)',
      fontFamily: 'var(--font-sans)',
      fontStyle: 'normal',
      marginLeft: '4px',
    },
    '.cm-completionMatchedText': { textDecoration: 'none', color: 'var(--signal-text)', fontWeight: '600' },
    '.cm-diagnostic-error': { borderLeftColor: 'var(--danger)' },
    '.cm-diagnostic-warning': { borderLeftColor: 'var(--warning)' },
    '.cm-diagnostic': { fontFamily: 'var(--font-sans)', fontSize: '12px', padding: '4px 8px' },
    '.cm-template': {
      color: 'var(--signal-text)',
      backgroundColor: 'var(--signal-soft)',
      borderRadius: '4px',
      padding: '1px 0',
    },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      {
        tag: [tags.keyword, tags.controlKeyword, tags.moduleKeyword, tags.typeName],
        color: 'var(--syntax-keyword)',
      },
      { tag: [tags.propertyName, tags.function(tags.variableName)], color: 'var(--syntax-key)' },
      { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--syntax-string)' },
      { tag: [tags.number, tags.bool, tags.null], color: 'var(--syntax-number)' },
      { tag: [tags.comment], color: 'var(--faint-foreground)', fontStyle: 'italic' },
      { tag: [tags.punctuation, tags.operator], color: 'var(--syntax-punctuation)' },
    ]),
  ),
];

const templateMatcher = new MatchDecorator({
  regexp: /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g,
  decoration: Decoration.mark({ class: 'cm-template' }),
});

/** Marks `{{ }}` and `{% %}` in any text. */
export const templateHighlighting = ViewPlugin.define(
  (view) => ({
    decorations: templateMatcher.createDeco(view),
    update(update) {
      this.decorations = templateMatcher.updateDeco(update, this.decorations);
    },
  }),
  { decorations: (plugin) => plugin.decorations },
);
