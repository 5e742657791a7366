/** Whether the person asked the system for less motion. Stylesheets heed it by themselves, scripts must ask. */
export const wantsLessMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
