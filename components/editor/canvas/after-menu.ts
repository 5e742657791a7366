import { createContext, useContext } from 'react';

/**
 * Does what was chosen in a menu once the menu is gone. While it is there it keeps the focus, and when it goes it gives
 * the focus back: a search or a field that opens meanwhile would be left without it, or closed.
 */
export const AfterMenu = createContext<(action: () => void) => void>((action) => action());

export const useAfterMenu = () => useContext(AfterMenu);
