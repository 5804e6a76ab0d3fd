/** Whether something that lies over the page is open, for whatever opens it: a key, a menu, a button. */
export interface OpenState {
  isOpen: () => boolean
  setOpen: (isOpen: boolean) => void
  subscribe: (listener: () => void) => () => void
}

function createOpenState(): OpenState {
  let isOpen = false
  const listeners = new Set<() => void>()
  return {
    isOpen: () => isOpen,
    setOpen: (next) => {
      isOpen = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** The help about keys. */
export const keyHelp = createOpenState()

/** What finds everything: Ctrl-K. */
export const palette = createOpenState()
