/** Where node `at` of `count` stands: a grid about as wide as high, read line by line. */
export const gridPlace = (at: number, count: number): { x: number; y: number } => {
  const columns = Math.ceil(Math.sqrt(count));
  return { x: (at % columns) * 336, y: Math.floor(at / columns) * 160 };
};
