import type {
  Completion,
  CompletionContext,
  CompletionResult,
  CompletionSource,
} from '@codemirror/autocomplete';
import { membersAt, type ScopeName } from './scope-names.ts';

const PATH = /(?:[A-Za-z_$][\w$]*\??\.)*[A-Za-z_$]?[\w$]*$/;

/** Completes names inside `{{ }}` and `{% %}`; typing `{{` opens the list and closes the braces. */
export const templateCompletion =
  (names: () => readonly ScopeName[]): CompletionSource =>
  (context) => {
    const before = context.state.sliceDoc(0, context.pos);
    const opened = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
    if (opened < 0 || opened < Math.max(before.lastIndexOf('}}'), before.lastIndexOf('%}'))) return null;
    const expression = before.slice(opened + 2);
    const isText = (expression.split('"').length + expression.split("'").length) % 2 !== 0;
    if (isText || /\|\s*\w*$/.test(expression)) return null; // in a quoted text, or naming a filter
    const isClosed = /^\s*(\}\}|%\})/.test(context.state.sliceDoc(context.pos, context.pos + 20));
    const isOpening = /^[\w$]*$/.test(expression);
    return complete(context, names(), isClosed ? '' : ' }}', isOpening);
  };

/** Completes the names that a code step has in scope. */
export const codeCompletion =
  (names: () => readonly ScopeName[]): CompletionSource =>
  (context) => {
    const word = context.matchBefore(PATH);
    if (word === null || (word.text === '' && !context.explicit)) return null;
    return complete(context, names(), '', false);
  };

const complete = (
  context: CompletionContext,
  names: readonly ScopeName[],
  closing: string,
  needsSpace: boolean,
): CompletionResult | null => {
  const path = context.matchBefore(PATH)?.text.replaceAll('?.', '.').split('.') ?? [''];
  const typed = path.at(-1) ?? '';
  const members = membersAt(names, path.slice(0, -1));
  if (members.length === 0) return null;
  return {
    from: context.pos - typed.length,
    options: members.map((member, index) =>
      toCompletion(member, members.length - index, closing, needsSpace),
    ),
    validFor: /^[\w$]*$/,
  };
};

const toCompletion = (
  member: ScopeName,
  boost: number,
  closing: string,
  needsSpace: boolean,
): Completion => ({
  label: member.name,
  detail: member.detail,
  type: member.members === undefined ? 'property' : 'variable',
  boost,
  apply: (view, _completion, from, to) => {
    // A name with members goes on with a dot, so the braces are closed behind its last one.
    const hasMembers = member.members !== undefined && member.members.length > 0;
    const space = needsSpace ? ' ' : '';
    const text = space + member.name;
    const isClosed = closing === '' || view.state.sliceDoc(to, to + 3).includes('}}');
    const insert = text + (isClosed || hasMembers ? '' : closing);
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + (isClosed || hasMembers ? text.length : insert.length) },
      userEvent: 'input.complete',
    });
  },
});
