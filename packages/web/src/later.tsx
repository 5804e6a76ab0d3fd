/**
 * Components whose code comes after the first screen: fetched when the browser has nothing else to do, or when they
 * are first drawn, whichever comes first, and waited for while the server is away. Once their code is there they are
 * drawn at once, without the pause that React makes after a fallback.
 */
import { type ComponentType, lazy, useState } from 'react'
import { loadPatiently, pageSurroundings } from './load-patiently.ts'

/** The first screen and its data come before this. */
const firstScreenMs = 1_500

/**
 * The component that `load` brings. Draw it within a Suspense. `when` is the time to fetch it: `idle`, or `now` where
 * the module that asks is itself loaded only when this is about to be drawn, or `drawn` for what few people open.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  when: 'idle' | 'now' | 'drawn' = 'idle',
): ComponentType<Props> {
  let Loaded: ComponentType<Props> | null = null
  const fetchIt = async () => {
    Loaded = await loadPatiently(load, pageSurroundings)
    return { default: Loaded }
  }
  // Should it fail, drawing the component asks again and shows the failure.
  const fetchAhead = () => void fetchIt().catch(() => {})
  if (when === 'now') fetchAhead()
  else if (when === 'idle') whenIdle(fetchAhead)
  const Lazy = lazy(fetchIt)

  return function Later(props: Props) {
    // One and the same for as long as it stands there: another one would forget its state.
    const [Component] = useState<ComponentType<Props>>(() => Loaded ?? Lazy)
    return <Component {...props} />
  }
}

function whenIdle(run: () => void): void {
  setTimeout(() => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(run)
    else run()
  }, firstScreenMs)
}
