/**
 * A config after its templates were rendered: a plain string may have become anything; enums, numbers, booleans
 * and verbatim fields are as they were.
 */
export type Resolved<Config, Verbatim extends PropertyKey = never> = {
  readonly [Key in keyof Config]: Key extends Verbatim ? Config[Key] : ResolvedValue<Config[Key]>;
};

type ResolvedValue<Value> = Value extends string
  ? string extends Value
    ? unknown
    : Value
  : Value extends readonly (infer Item)[]
    ? readonly ResolvedValue<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: ResolvedValue<Value[Key]> }
      : Value;
