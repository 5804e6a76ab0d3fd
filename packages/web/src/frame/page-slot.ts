/** How a screen reaches the title in the top bar: the element its heading is put into. */
import { createContext } from 'react'

/** The element of the top bar that takes the heading; null until the bar is drawn. */
export const PageSlot = createContext<HTMLElement | null>(null)
