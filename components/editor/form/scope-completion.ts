import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  snippetCompletion,
} from '@codemirror/autocomplete';
import { type FilterHelp, filterGuide } from '#lib/template/filter-guide.ts';
import { shortText } from '../testing/preview-template.ts';
import { membersAt, type ScopeName } from './scope-names.ts';
import { seenAt, withSeen } from './seen-values.ts';

const PATH = /(?:[A-Za-z_$][\w$]*(?:\??\.?\[-?\d+\])*\??\.)*[A-Za-z_$]?[\w$]*$/;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/**
 * Completes names inside `{{ }}` and `{% %}`, and filters behind a `|`; typing `{{` opens the list and closes the
 * braces. `seen` is what the names stand for at present: it shows their values, and adds what is described nowhere.
 */
export const templateCompletion =
  (names: () => readonly ScopeName[], seen: () => object = () => ({})): CompletionSource =>
  (context) => {
    const before = context.state.sliceDoc(0, context.pos);
    const opened = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
    if (opened < 0 || opened < Math.max(before.lastIndexOf('}}'), before.lastIndexOf('%}'))) return null;
    const expression = before.slice(opened + 2);
    const isText = (expression.split('"').length + expression.split("'").length) % 2 !== 0;
    if (isText) return null;
    const isClosed = /^\s*(\||\}\}|%\})/.test(context.state.sliceDoc(context.pos, context.pos + 20));
    const filter = /\|\s*(\w*)$/.exec(expression);
    if (filter !== null) return completeFilter(context.pos - (filter[1] ?? '').length, isClosed);
    const isOpening = /^[\w$]*$/.test(expression);
    return complete(context, names(), isClosed ? '' : ' }}', isOpening, undefined, seen());
  };

/** Completes the names that a code step has in scope. */
export const codeCompletion =
  (names: () => readonly ScopeName[]): CompletionSource =>
  (context) => {
    const word = context.matchBefore(PATH);
    if (word === null || (word.text === '' && !context.explicit)) return null;
    return complete(context, names(), '', false, isForCode);
  };

const completeFilter = (from: number, isClosed: boolean): CompletionResult => ({
  from,
  options: filterGuide.map((filter, index) => filterCompletion(filter, isClosed, filterGuide.length - index)),
  validFor: /^\w*$/,
});

/** What a filter takes is filled in with an example of it, to write over. */
const filterCompletion = (
  { name, takes, about, example, gives }: FilterHelp,
  isClosed: boolean,
  order: number,
): Completion =>
  snippetCompletion(`${name}${takes.replaceAll(/"([^"]*)"|[\w.]+/g, stopAt)}${isClosed ? '' : ' \\}\\}'}`, {
    label: name,
    detail: about,
    type: 'function',
    boost: order / filterGuide.length,
    info: gives === undefined ? `{{ ${example} }}` : `{{ ${example} }} → ${shortText(gives)}`,
  });

const stopAt = (written: string, quoted: string | undefined): string =>
  quoted === undefined ? `#{${written}}` : `"#{${quoted}}"`;

const isForCode = (name: ScopeName): boolean => name.isLiquid !== true;

/** `event.messages[0].ro` → `['event', 'messages', '0', 'ro']` */
const pathOf = (text: string): string[] =>
  text
    .replaceAll('?.', '.')
    .replaceAll(/\.?\[(-?\d+)\]/g, '.$1')
    .split('.');

const complete = (
  context: CompletionContext,
  names: readonly ScopeName[],
  closing: string,
  needsSpace: boolean,
  isTaken: (name: ScopeName) => boolean = () => true,
  seen: object = {},
): CompletionResult | null => {
  const path = pathOf(context.matchBefore(PATH)?.text ?? '');
  const typed = path.at(-1) ?? '';
  const members = withSeen(membersAt(names, path.slice(0, -1)), seenAt(seen, path.slice(0, -1))).filter(
    isTaken,
  );
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
  detail: [member.value, member.detail, member.info].filter(Boolean).join(' · '),
  type: member.members === undefined ? 'property' : 'variable',
  boost,
  apply: (view, _completion, from, to) => {
    // A name with members goes on with a dot, so the braces are closed behind its last one.
    const hasMembers = member.members !== undefined && member.members.length > 0;
    const space = needsSpace ? ' ' : '';
    const isName = IDENTIFIER.test(member.name);
    const text = space + (isName ? member.name : `[${JSON.stringify(member.name)}]`);
    const start = isName ? from : from - 1; // a name in brackets takes the place of the dot
    const isClosed = closing === '' || view.state.sliceDoc(to, to + 3).includes('}}');
    const insert = text + (isClosed || hasMembers ? '' : closing);
    view.dispatch({
      changes: { from: start, to, insert },
      selection: { anchor: start + (isClosed || hasMembers ? text.length : insert.length) },
      userEvent: 'input.complete',
    });
  },
});
