/**
 * An issue's message as it is said at the field itself: without the names of the node and the field, which its reader
 * has in front of them. Anything else is shown whole.
 */
export const messageAtField = (message: string, nodeName: string): string => {
  const name = `“${nodeName}”`;
  if (!message.startsWith(name)) return message;
  const rest = message.slice(name.length);
  const missing = /^ is not finished: fill in “[^”]*”\. ?(.*)$/s.exec(rest);
  if (missing !== null) return missing[1] || 'This has to be filled in.';
  const said = /^(?:, [^:]*)?: (.*)$/s.exec(rest)?.[1] ?? message;
  return said.charAt(0).toUpperCase() + said.slice(1);
};
