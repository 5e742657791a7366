const MAX_NAME = 120;

/** `name` where no workflow has it yet, else `name copy`, `name copy 2`, …, cut so that it stays a valid name. */
export const freeName = (name: string, taken: ReadonlySet<string>): string =>
  taken.has(name) ? copyName(name, taken) : name;

/** The name for a copy of `name`: `name copy`, or the next number that no workflow has. */
export const copyName = (name: string, taken: ReadonlySet<string>): string => {
  const base = name.replace(/ copy( \d+)?$/, '');
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? ' copy' : ` copy ${number}`;
    const candidate = `${cut(base, MAX_NAME - suffix.length)}${suffix}`;
    if (!taken.has(candidate)) return candidate;
  }
};

/** At most `length` UTF-16 units, without leaving half of a character. */
const cut = (text: string, length: number): string =>
  text.length <= length
    ? text
    : text
        .slice(0, length)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trimEnd();
