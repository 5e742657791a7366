/** Tasks that nobody waits for, at most `concurrency` at once, in the order they came. */
export interface Background<Task> {
  readonly add: (task: Task) => void;
  /** Resolves once nothing runs and nothing waits. */
  readonly drain: () => Promise<void>;
  /** Gives up what has not begun. */
  readonly drop: () => void;
}

export interface BackgroundOptions<Task, Note> {
  readonly concurrency: number;
  /** `note` is what `wait` gave, where the task had to wait. */
  readonly run: (task: Task, note: Note | undefined) => Promise<void>;
  /** All places are taken. */
  readonly wait: (task: Task) => Note;
  /** It will not run. */
  readonly drop: (task: Task, note: Note) => void;
}

export const createBackground = <Task, Note>({
  concurrency,
  ...on
}: BackgroundOptions<Task, Note>): Background<Task> => {
  const waiting: { readonly task: Task; readonly note: Note }[] = [];
  const idle: (() => void)[] = [];
  let running = 0;

  const begin = (task: Task, note: Note | undefined): void => {
    running += 1;
    void on.run(task, note).finally(next);
  };

  const next = (): void => {
    running -= 1;
    const first = waiting.shift();
    if (first !== undefined) begin(first.task, first.note);
    else if (running === 0) for (const resolve of idle.splice(0)) resolve();
  };

  return {
    add: (task) => {
      if (running < concurrency) begin(task, undefined);
      else waiting.push({ task, note: on.wait(task) });
    },
    drain: () =>
      new Promise((resolve) => {
        if (running === 0) resolve();
        else idle.push(resolve);
      }),
    drop: () => {
      for (const { task, note } of waiting.splice(0)) on.drop(task, note);
    },
  };
};
