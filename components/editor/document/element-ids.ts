/** Ids of nodes, edges and notes, as the selection holds them. */
export interface ElementIds {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  readonly notes: readonly string[];
}
