/** A file as text; the rule is in next.config.js. */
declare module '*?raw' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: it is how bundlers give a file
  export default text;
}
