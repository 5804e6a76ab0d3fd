/** The keys of what is on the screen, for as long as it is there. */
import { useEffect, useLayoutEffect, useRef } from 'react'
import { type Key, keyRegistry } from './key-registry.ts'

/** Lists keys under a title. What they do may change with every drawing, their words and their number may not. */
export function useKeys(title: string, keys: readonly Key[], isEverywhere = false): void {
  const latest = useRef(keys)
  useLayoutEffect(() => {
    latest.current = keys
  })
  const names = keys.map(({ key }) => key).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is another one when its keys are.
  useEffect(() => {
    const lasting = latest.current.map((one, index) => ({
      ...one,
      ...(one.run && { run: (focused: Element) => latest.current[index]?.run?.(focused) }),
    }))
    return keyRegistry.add({ title, keys: lasting, isEverywhere })
  }, [title, names, isEverywhere])
}

/** Lets the keys act; once, by what stands around every screen. */
export function useKeyboard(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => keyRegistry.press(event)
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
