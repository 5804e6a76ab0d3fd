/** Whether the help about keys is open: opened by `?`, from the person's menu and from buttons. */
let isOpen = false
const listeners = new Set<() => void>()

export const keyHelp = {
  isOpen: (): boolean => isOpen,
  setOpen: (next: boolean): void => {
    isOpen = next
    for (const listener of listeners) listener()
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}
