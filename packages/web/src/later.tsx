/**
 * Components whose code comes after the first screen: fetched when the browser has nothing else to do, or when they
 * are first drawn, whichever comes first, and waited for while the server is away. Once their code is there they are
 * drawn at once, without the pause that React makes after a fallback.
 */
import { type ComponentType, lazy, useState, useSyncExternalStore } from 'react'
import { firstScreen } from './first-screen.ts'
import { loadPatiently, pageSurroundings } from './load-patiently.ts'

/** What is not on the screen leaves people time for their first click. */
const prefetchAfterMs = 1_500

/** A component whose code may not be there yet. */
export type Later<Props extends object> = ComponentType<Props> & {
  /** Fetches the code, so that drawing need not wait. Should it fail, drawing asks again and shows the failure. */
  fetchAhead: () => Promise<void>
}

/**
 * The component that `load` brings. Draw it within a Suspense. `when` is the time to fetch it: `idle`, or `now` where
 * the module that asks is itself loaded only when this is about to be drawn, or `drawn` for what few people open.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  when: 'idle' | 'now' | 'drawn' = 'idle',
): Later<Props> {
  let Loaded: ComponentType<Props> | null = null
  const fetchIt = async () => {
    Loaded = await loadPatiently(load, pageSurroundings)
    return { default: Loaded }
  }
  const fetchAhead = async () => {
    Loaded ??= await load().catch(() => null)
  }
  if (when === 'now') void fetchAhead()
  else if (when === 'idle') firstScreen.whenDrawn(() => setTimeout(fetchAhead, prefetchAfterMs))
  const Lazy = lazy(fetchIt)

  function LaterComponent(props: Props) {
    // One and the same for as long as it stands there: another one would forget its state.
    const [Component] = useState<ComponentType<Props>>(() => Loaded ?? Lazy)
    return <Component {...props} />
  }
  return Object.assign(LaterComponent, { fetchAhead })
}

/**
 * The same for what belongs to the first screen and may appear a moment after its rows: the code is neither fetched
 * nor run before those are drawn. Draw it within a Suspense.
 */
export function afterFirstScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Component = later(load)
  return function AfterFirstScreen(props: Props) {
    const isTime = useSyncExternalStore(firstScreen.whenDrawn, firstScreen.isDrawn)
    return isTime && <Component {...props} />
  }
}

/** The same for code that draws nothing: what `load` brings, for whoever asks for it. */
export function laterCode<Code>(load: () => Promise<Code>): () => Promise<Code> {
  firstScreen.whenDrawn(() => setTimeout(() => void load().catch(() => null), prefetchAfterMs))
  return () => loadPatiently(load, pageSurroundings)
}
