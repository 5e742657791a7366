const LARGEST = 180; // pixels of the label itself; longer ones end in an ellipsis
const SMALLEST = 40;
const LETTER = 6; // pixels, of the 11 px that labels are written in, rather too much than too little
const PADDING = 18; // pixels: the label's own, left and right
const FREE = 24; // pixels of cable that are seen beside it

/** The pixels that a cable needs between two cards so that its label is seen as a whole, some cable on both sides of it. */
export const labelWidth = (label: string): number =>
  label === '' ? 0 : Math.min(label.length * LETTER + PADDING, LARGEST) + FREE;

/** The pixels that a label may take on a cable from `sourceX` to `targetX`: no more than there are between two cards. */
export const labelRoom = (sourceX: number, targetX: number): number =>
  targetX < sourceX ? LARGEST : Math.min(Math.max(targetX - sourceX - FREE / 2, SMALLEST), LARGEST);
